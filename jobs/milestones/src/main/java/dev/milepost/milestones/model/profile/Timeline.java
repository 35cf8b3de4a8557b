package dev.milepost.milestones.model.profile;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in the course of time. Immutable. Of one moment the last that was told counts, and an end of a value least.
 *
 * @param entries in the order of time
 */
record Timeline(List<Entry> entries) {

    static final Timeline NONE = new Timeline(List.of());

    Timeline {
        entries = List.copyOf(entries);
    }

    /**
     * The value from that time on.
     *
     * @param value null: none
     * @param identity of the fact that says so; null: an event does
     */
    record Entry(long timeMillis, String value, String identity) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Timeline with(Entry entry) {
        List<Entry> all = new ArrayList<>(entries);
        int place = all.size();
        while (place > 0 && isAfter(all.get(place - 1), entry)) {
            place--;
        }
        all.add(place, entry);
        return new Timeline(all);
    }

    /** An end is put before what begins at its moment. */
    private static boolean isAfter(Entry other, Entry entry) {
        return other.timeMillis() > entry.timeMillis()
                || (other.timeMillis() == entry.timeMillis() && entry.value() == null);
    }

    /** Without what a fact said. */
    Timeline without(String identity) {
        List<Entry> left = entries.stream()
                .filter(each -> !identity.equals(each.identity()))
                .toList();
        return left.size() == entries.size() ? this : new Timeline(left);
    }

    /** The last entry up to and including that time, or null. */
    Entry at(long timeMillis) {
        Entry last = null;
        for (Entry each : entries) {
            if (each.timeMillis() > timeMillis) {
                break;
            }
            last = each;
        }
        return last;
    }

    /** When the first entry is of no use: where the next one has been there for so long. Long.MAX_VALUE: never. */
    long nextExpiry(long historyMillis) {
        return entries.size() < 2 ? Long.MAX_VALUE : entries.get(1).timeMillis() + historyMillis;
    }

    Timeline expire(long beforeMillis, long historyMillis) {
        Timeline left = this;
        while (left.nextExpiry(historyMillis) <= beforeMillis) {
            left = new Timeline(left.entries.subList(1, left.entries.size()));
        }
        return left;
    }

    void write(DataOutput out) throws IOException {
        writeList(
                entries,
                (entry, to) -> {
                    writeLong(entry.timeMillis(), to);
                    writeText(entry.value(), to);
                    writeText(entry.identity(), to);
                },
                out);
    }

    static Timeline read(DataInput in) throws IOException {
        return new Timeline(readList(from -> new Entry(readLong(from), readText(from), readText(from)), in));
    }
}
