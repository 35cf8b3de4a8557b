package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where events come from: Kafka topics (unbounded) or files (bounded). Topologies see no difference. */
public interface EventSource {

    /**
     * Adds the source to the graph.
     *
     * <p>Elements carry their event time as timestamp; watermarks advance per split on min(event_time, received_at) −
     * out-of-orderness, and dead letters advance nothing.
     */
    DataStream<Ingested> read(StreamExecutionEnvironment env);
}
