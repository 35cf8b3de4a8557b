package dev.milepost.runtime.ingest;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.WireException;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.MetricGroup;

/** Reads the values of topics' records. For one thread at a time. */
@FunctionalInterface
public interface TopicDecoder {

    /** The record of that stream which the bytes are; null is a tombstone, which no event stream has. */
    SpecificRecord decode(StreamContract contract, byte[] bytes) throws WireException;

    /** Opens decoders where records are read. */
    @FunctionalInterface
    interface Factory extends Serializable {
        TopicDecoder open(MetricGroup metrics);
    }
}
