package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.RawValue;
import dev.milepost.runtime.ingest.TopicDecoder;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Makes one event or one dead letter of each Kafka record. */
final class KafkaRecords implements KafkaRecordDeserializationSchema<Ingested> {

    private static final long serialVersionUID = 1L;

    private final Settings settings;
    private final TopicDecoder.Factory decoders;
    private transient Intake intake;

    KafkaRecords(Settings settings, TopicDecoder.Factory decoders) {
        this.settings = settings;
        this.decoders = decoders;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        intake = new Intake(settings, decoders.open(context.getMetricGroup()));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ingested> out) {
        Origin origin = new Origin(record.topic(), record.partition(), record.offset());
        var contract = Streams.named(record.topic());
        boolean received = record.timestampType() == TimestampType.LOG_APPEND_TIME;
        Ingested ingested = received
                ? intake.ofWire(contract, record.value(), record.timestamp(), origin)
                : intake.withoutReceipt(contract, record.value(), origin);
        out.collect(
                ingested.deadLetter() == null
                        ? ingested
                        : Ingested.refused(
                                ingested.deadLetter(),
                                new RawValue(record.value(), received ? record.timestamp() : null)));
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
        return IngestedCodec.TYPE_INFO;
    }
}
