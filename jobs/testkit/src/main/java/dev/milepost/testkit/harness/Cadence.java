package dev.milepost.testkit.harness;

/** How often a watermark follows the records. */
public enum Cadence {
    AFTER_EVERY_RECORD("watermark after every record", 1),
    SPARSE("watermark every 2,000 records", 2_000);

    private final String words;
    private final int records;

    Cadence(String words, int records) {
        this.words = words;
        this.records = records;
    }

    /** A watermark follows each this many records of a partition, and none comes between. */
    public int records() {
        return records;
    }

    @Override
    public String toString() {
        return words;
    }
}
