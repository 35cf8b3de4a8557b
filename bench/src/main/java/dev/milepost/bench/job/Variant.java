package dev.milepost.bench.job;

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
    PIPELINE_ROCKSDB("pipeline, RocksDB");

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
        return this == PIPELINE_HEAP || this == PIPELINE_CHANGES || this == PIPELINE_ROCKSDB;
    }

    boolean isOnRocksDb() {
        return this == PIPELINE_ROCKSDB;
    }
}
