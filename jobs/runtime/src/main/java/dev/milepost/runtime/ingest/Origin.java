package dev.milepost.runtime.ingest;

import java.util.Comparator;

/**
 * Where a record was read: for a person who has to find it again.
 *
 * @param name the topic, or the file's name
 * @param partition the topic's partition; -1 for files
 * @param position the offset in the partition, or the line (or record) in the file, from 1
 */
public record Origin(String name, int partition, long position) implements Comparable<Origin> {

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::name)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::position);

    public static Origin ofFile(String file, long line) {
        return new Origin(file, -1, line);
    }

    @Override
    public int compareTo(Origin that) {
        return ORDER.compare(this, that);
    }

    @Override
    public String toString() {
        return partition < 0 ? name + ":" + position : name + "[" + partition + "]@" + position;
    }
}
