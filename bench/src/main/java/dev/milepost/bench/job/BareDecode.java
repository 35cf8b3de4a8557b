package dev.milepost.bench.job;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The pipeline's Kafka source with nothing but Avro's decoding in it. */
final class BareDecode implements KafkaRecordDeserializationSchema<SpecificRecord> {

    private static final long serialVersionUID = 1L;

    private transient Wire wire;

    /** Settings as in {@code KafkaEventSource}. */
    static DataStream<SpecificRecord> read(StreamExecutionEnvironment env, String kafka, String group) {
        KafkaSource<SpecificRecord> source = KafkaSource.<SpecificRecord>builder()
                .setBootstrapServers(kafka)
                .setGroupId(group)
                .setTopics(Streams.all().stream().map(StreamContract::stream).toList())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new BareDecode())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty("isolation.level", "read_committed")
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Events (Kafka)")
                .uid("source-kafka");
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        wire = new Wire();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SpecificRecord> out) throws IOException {
        try {
            out.collect(wire.decode(Streams.named(record.topic()), record.value()));
        } catch (WireException e) {
            throw new IOException(e);
        }
    }

    @Override
    public TypeInformation<SpecificRecord> getProducedType() {
        return AvroCodec.typeInfo(SpecificRecord.class);
    }
}
