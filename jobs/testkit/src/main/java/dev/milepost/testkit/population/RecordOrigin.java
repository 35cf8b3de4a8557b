package dev.milepost.testkit.population;

/**
 * Where a record is in its log: the same however the log is delivered, so that what names it can be compared.
 *
 * @param name the topic, or the file's name
 * @param partition the topic's partition; -1 for files
 * @param position the offset, or the line from 1
 */
public record RecordOrigin(String name, int partition, long position) {

    /** Of a record that was taken from nowhere. */
    static final RecordOrigin NONE = new RecordOrigin("", -1, 0);

    /** A line of a file. */
    public static RecordOrigin line(String file, long line) {
        return new RecordOrigin(file, -1, line);
    }

    @Override
    public String toString() {
        return partition < 0 ? name + ":" + position : name + "[" + partition + "]@" + position;
    }
}
