package dev.milepost.runtime.ingest;

import java.util.Comparator;

/**
 * Where a record was read: for a person who has to find it again.
 *
 * @param name the topic, or the file's name, or the stage's
 * @param partition the topic's partition; -1 for files and stages
 * @param position the offset in the partition, or the line (or record) in the file, from 1; 0 for stages
 */
public record Origin(String name, int partition, long position) implements Comparable<Origin> {

    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::name)
            .thenComparingInt(Origin::partition)
            .thenComparingLong(Origin::position);

    public static Origin ofFile(String file, long line) {
        return new Origin(file, -1, line);
    }

    /** Of what no record says, but a stage of the pipeline itself. */
    public static Origin ofStage(String stage) {
        return new Origin(stage, -1, 0);
    }

    /** Whether a stage of the pipeline says it itself. */
    public boolean isOfStage() {
        return partition < 0 && position == 0;
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
