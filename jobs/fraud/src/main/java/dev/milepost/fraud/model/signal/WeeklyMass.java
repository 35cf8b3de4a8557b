package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A count by week, forgotten exponentially: of the weeks before one, Σ (1 − α)^age · n, with age 0 for the last of them and
 * α = 1/4. The week itself is not in it. Weeks begin on Monday, UTC.
 */
final class WeeklyMass {

    /** What a week keeps of its weight. */
    private static final double KEEP = 0.75;

    private static final long HOUR_MILLIS = 3_600_000L;
    private static final int WEEK_HOURS = 168;

    /** The epoch was a Thursday. */
    private static final int EPOCH_HOUR = 72;

    /** Weeks after which nothing is left: 0.75^256 is below 1e-31. */
    private static final int FORGOTTEN = 256;

    private long week;
    private double before;
    private int count;

    static long weekOf(long millis) {
        return Math.floorDiv(Math.floorDiv(millis, HOUR_MILLIS) + EPOCH_HOUR, WEEK_HOURS);
    }

    static int hourOfWeek(long millis) {
        return Math.floorMod(Math.floorDiv(millis, HOUR_MILLIS) + EPOCH_HOUR, WEEK_HOURS);
    }

    /** One more in a week; one before the latest counts for the latest. */
    void add(long inWeek) {
        if (inWeek > week) {
            before = before(inWeek);
            week = inWeek;
            count = 0;
        }
        count++;
    }

    /** The mass of the weeks before one; before the latest week, what is known of the latest. */
    double before(long ofWeek) {
        return ofWeek <= week ? before : (before * KEEP + count) * kept(ofWeek - week - 1);
    }

    /** Σ (1 − α)^age of this many weeks. */
    static double weights(long weeks) {
        return (1 - kept(weeks)) / (1 - KEEP);
    }

    private static double kept(long weeks) {
        if (weeks >= FORGOTTEN) {
            return 0;
        }
        double kept = 1;
        for (long i = 0; i < weeks; i++) {
            kept *= KEEP;
        }
        return kept;
    }

    WeeklyMass copy() {
        WeeklyMass copy = new WeeklyMass();
        copy.week = week;
        copy.before = before;
        copy.count = count;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        writeLong(week, out);
        out.writeDouble(before);
        writeInt(count, out);
    }

    static WeeklyMass read(DataInput in) throws IOException {
        WeeklyMass read = new WeeklyMass();
        read.week = readLong(in);
        read.before = in.readDouble();
        read.count = readInt(in);
        return read;
    }
}
