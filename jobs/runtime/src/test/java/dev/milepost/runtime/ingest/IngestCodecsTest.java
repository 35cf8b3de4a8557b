package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

final class IngestCodecsTest {

    private static final Click CLICK = Click.newBuilder()
            .setEventId("c1")
            .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
            .setAnonymousId("a")
            .setName("page_view")
            .setValue(new BigDecimal("1.500000"))
            .setProperties(Map.of("k", "v", "a", "b"))
            .build();
    private static final Event EVENT = new Event(
            "clickstream",
            "a",
            "c1",
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
            1_767_225_600_123L,
            -42L,
            new Origin("clickstream", 3, 1_000_000L),
            CLICK);

    @Test
    void eventsAndDeadLettersSurviveTheirCodec() throws IOException {
        DeadLetterRow dead = dead();
        assertThat(copy(IngestedCodec.TYPE_INFO, Ingested.accepted(EVENT))).isEqualTo(Ingested.accepted(EVENT));
        assertThat(copy(IngestedCodec.TYPE_INFO, Ingested.refused(dead))).isEqualTo(Ingested.refused(dead));
        Ingested suppressed = Ingested.suppressed("purchases", new Origin("purchases", 2, 17));
        assertThat(copy(IngestedCodec.TYPE_INFO, suppressed)).isEqualTo(suppressed);
        assertThat(copy(EventCodec.TYPE_INFO, EVENT)).isEqualTo(EVENT);
        assertThat(copy(AvroCodec.typeInfo(DeadLetterRow.class), dead)).isEqualTo(dead);
    }

    @Test
    void readsWhatVersion1WroteWithoutARawRecord() throws IOException {
        assertThat(version1(EVENT, null)).isEqualTo(Ingested.accepted(EVENT));
        assertThat(version1(null, dead())).isEqualTo(Ingested.refused(dead()));
        RawValue raw = new RawValue(new byte[] {1, 2}, 7L);
        Ingested now = copy(IngestedCodec.TYPE_INFO, Ingested.refused(dead(), raw));
        assertThat(now.raw().value()).containsExactly(1, 2);
        assertThat(now.raw().receivedAtMillis()).isEqualTo(7L);
    }

    /** As release 1 of the codec wrote it: which of the two it is, and that one. */
    private static Ingested version1(Event event, DeadLetterRow dead) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        out.writeByte(1);
        out.writeBoolean(event != null);
        if (event != null) {
            new EventCodec().write(event, out);
        } else {
            new AvroCodec<DeadLetterRow>().write(dead, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        Ingested read = IngestedCodec.TYPE_INFO
                .createSerializer(new SerializerConfigImpl())
                .deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static DeadLetterRow dead() {
        return DeadLetters.of(
                "late", "why", "clickstream", EVENT.origin(), "c1", EVENT.eventTimeMillis(), 1_767_225_600_123L, "{}");
    }

    @Test
    void everyTypeHasASerializerWhereGenericTypesAreOff() {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        assertThat(EventCodec.TYPE_INFO.createSerializer(config)).isNotNull();
        assertThat(IngestedCodec.TYPE_INFO.createSerializer(config)).isNotNull();
    }

    @Test
    void saysWhatIsWrongWithForeignBytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        out.write(new byte[] {1, 6, 1, 2, 3});
        TypeSerializer<Click> serializer = AvroCodec.typeInfo(Click.class).createSerializer(new SerializerConfigImpl());
        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    private static <T> T copy(CodecTypeInfo<T> type, T value) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }
}
