package dev.milepost.bench.job;

import java.util.List;

/** How much of the pipeline runs over the topics. Each begins with the same Kafka source. */
public enum Variant {
    /** Kafka, Avro decode, discard: what no pipeline in Flink can be cheaper than. */
    DECODE("decode, discard"),
    /** The pipeline's own source and ingest: validation, content hash, time rules, watermarks; discard. */
    INGEST("ingest, discard"),
    /** The whole pipeline into ClickHouse, state on the heap. */
    PIPELINE_HEAP("pipeline, heap"),
    /** The same, with checkpoints of what has changed. */
    PIPELINE_CHANGES("pipeline, heap, changes"),
    /** The whole pipeline into ClickHouse, state in RocksDB with incremental checkpoints. */
    PIPELINE_ROCKSDB("pipeline, RocksDB"),
    /** The whole pipeline into ClickHouse, state on the heap, that judges referrals itself. */
    FRAUD_HEAP("pipeline, heap, own verdicts"),
    /** The same, with checkpoints of what has changed. */
    FRAUD_CHANGES("pipeline, heap, changes, own verdicts"),
    /** The pipeline on the heap without cohorts and experiments. */
    NO_READ_OUTS("pipeline, heap, no read-outs"),
    /** The same with cohorts alone. */
    COHORTS_ONLY("pipeline, heap, cohorts alone"),
    /** The same with experiments alone. */
    EXPERIMENTS_ONLY("pipeline, heap, experiments alone");

    /** Those that judge nothing themselves. */
    public static final List<Variant> WITHOUT_FRAUD =
            List.of(DECODE, INGEST, PIPELINE_HEAP, PIPELINE_CHANGES, PIPELINE_ROCKSDB);

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    /** What tables call it. */
    public String title() {
        return title;
    }

    /** Whether its rows go to ClickHouse. */
    public boolean writes() {
        return this != DECODE && this != INGEST;
    }

    /** Whether it judges referrals itself. */
    public boolean judges() {
        return this == FRAUD_HEAP || this == FRAUD_CHANGES;
    }

    boolean keepsChanges() {
        return this == PIPELINE_CHANGES || this == FRAUD_CHANGES;
    }

    boolean isOnRocksDb() {
        return this == PIPELINE_ROCKSDB;
    }
}
