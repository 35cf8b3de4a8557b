package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@link WeeklyMass} by hour of the week: at most 168, some 12 bytes each; hours without a referral take nothing. */
final class HourOfWeek {

    private static final long NEVER = Long.MIN_VALUE;

    private final TreeMap<Integer, WeeklyMass> hours = new TreeMap<>();
    private long firstWeek = NEVER;

    void add(long millis) {
        long week = WeeklyMass.weekOf(millis);
        if (firstWeek == NEVER) {
            firstWeek = week;
        }
        hours.computeIfAbsent(WeeklyMass.hourOfWeek(millis), hour -> new WeeklyMass())
                .add(week);
    }

    /** Of this time's hour of the week, in the weeks before. */
    double mass(long millis) {
        WeeklyMass mass = hours.get(WeeklyMass.hourOfWeek(millis));
        return mass == null ? 0 : mass.before(WeeklyMass.weekOf(millis));
    }

    /** The weight of the weeks before this time's, from the first with a referral on. */
    double weights(long millis) {
        return firstWeek == NEVER ? 0 : WeeklyMass.weights(Math.max(0, WeeklyMass.weekOf(millis) - firstWeek));
    }

    HourOfWeek copy() {
        HourOfWeek copy = new HourOfWeek();
        hours.forEach((hour, mass) -> copy.hours.put(hour, mass.copy()));
        copy.firstWeek = firstWeek;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        writeInt(hours.size(), out);
        if (hours.isEmpty()) {
            return;
        }
        writeLong(firstWeek, out);
        for (Map.Entry<Integer, WeeklyMass> each : hours.entrySet()) {
            writeInt(each.getKey(), out);
            each.getValue().write(out);
        }
    }

    static HourOfWeek read(DataInput in) throws IOException {
        HourOfWeek read = new HourOfWeek();
        int size = readInt(in);
        if (size > 0) {
            read.firstWeek = readLong(in);
        }
        for (int i = 0; i < size; i++) {
            read.hours.put(readInt(in), WeeklyMass.read(in));
        }
        return read;
    }
}
