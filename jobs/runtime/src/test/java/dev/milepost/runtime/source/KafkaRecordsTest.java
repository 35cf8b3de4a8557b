package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Framing;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.runtime.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KafkaRecordsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final RegistryCredentials NOBODY = RegistryCredentials.of(Map.of());

    private final KafkaRecords records =
            new KafkaRecords(Settings.defaults(), Framing.decoders(Settings.defaults(), NOBODY));
    private final List<Ingested> out = new ArrayList<>();

    @BeforeEach
    void open() {
        records.open(new Context());
    }

    private Ingested read(long offset, TimestampType type, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "purchases",
                1,
                offset,
                NOW.toEpochMilli(),
                type,
                0,
                0,
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
        records.deserialize(record, new Collector<>() {
            @Override
            public void collect(Ingested ingested) {
                out.add(ingested);
            }

            @Override
            public void close() {}
        });
        return out.get(out.size() - 1);
    }

    @Test
    void aDeadLetterKeepsItsOriginItsReceiptAndItsBytes() {
        byte[] cut = {(byte) 0xC3, 1, 0};
        Ingested ingested = read(9, TimestampType.LOG_APPEND_TIME, cut);
        assertThat(ingested.event()).isNull();
        assertThat(ingested.deadLetter().getDeadLetterId()).isEqualTo("undecodable:purchases[1]@9");
        assertThat(ingested.deadLetter().getReceivedAt()).isEqualTo(NOW);
        assertThat(ingested.raw().value()).isEqualTo(cut);
    }

    @Test
    void aGoodRecordIsAnEventReceivedAtTheLogsTime() {
        byte[] bytes = SourceFiles.purchaseOnWire("g", NOW.minusSeconds(7));
        Ingested ingested = read(5, TimestampType.LOG_APPEND_TIME, bytes);
        assertThat(ingested.event().receivedAtMillis()).isEqualTo(NOW.toEpochMilli());
        assertThat(ingested.event().eventTimeMillis())
                .isEqualTo(NOW.minusSeconds(7).toEpochMilli());
        assertThat(ingested.event().origin().toString()).isEqualTo("purchases[1]@5");
    }

    @Test
    void aProducersOwnTimestampIsNoReceipt() {
        byte[] bytes = SourceFiles.purchaseOnWire("g", NOW);
        assertThat(read(5, TimestampType.CREATE_TIME, bytes).deadLetter().getReason())
                .isEqualTo("invalid");
    }

    private static final class Context implements DeserializationSchema.InitializationContext {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException("Nobody asks for it");
        }
    }
}
