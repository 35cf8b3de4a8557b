package dev.milepost.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

final class TextSerializerTest {

    private static final List<String> TEXTS =
            List.of("", "a", "\u0000", "müller", "€", "\uD83D\uDE00", "x".repeat(200_000), "y".repeat(63));

    @Test
    void theBytesAreThoseOfFlinksOwnSerializer() throws IOException {
        for (String text : TEXTS) {
            DataOutputSerializer flinks = new DataOutputSerializer(16);
            StringSerializer.INSTANCE.serialize(text, flinks);
            DataOutputSerializer array = new DataOutputSerializer(16);
            TextSerializer.INSTANCE.serialize(text, array);
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            TextSerializer.INSTANCE.serialize(text, new DataOutputViewStreamWrapper(stream));

            assertThat(array.getCopyOfBuffer()).isEqualTo(flinks.getCopyOfBuffer());
            assertThat(stream.toByteArray()).isEqualTo(flinks.getCopyOfBuffer());
            assertThat(TextSerializer.INSTANCE.deserialize(new DataInputDeserializer(flinks.getCopyOfBuffer())))
                    .isEqualTo(text);
        }
    }

    @Test
    void aTextIsHandedToAStreamInOnePiece() throws IOException {
        int[] pieces = {0};
        ByteArrayOutputStream stream = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(int one) {
                pieces[0]++;
                super.write(one);
            }

            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                pieces[0]++;
                super.write(bytes, from, length);
            }
        };

        TextSerializer.INSTANCE.serialize("anonymous-4711", new DataOutputViewStreamWrapper(stream));

        assertThat(pieces[0]).isEqualTo(1);
    }

    @Test
    void aStateWhoseKeysWereWrittenByFlinksSerializerIsRestoredAsItIs() throws IOException {
        assertThat(compatibility(StringSerializer.INSTANCE, TextSerializer.INSTANCE)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(compatibility(TextSerializer.INSTANCE, TextSerializer.INSTANCE)
                        .isCompatibleAsIs())
                .isTrue();
        TypeSerializer<Map<String, Long>> old = new MapSerializer<>(StringSerializer.INSTANCE, LongSerializer.INSTANCE);
        TypeSerializer<Map<String, Long>> now = new MapSerializer<>(TextSerializer.INSTANCE, LongSerializer.INSTANCE);
        assertThat(compatibility(old, now).isIncompatible()).isFalse();
        assertThat(compatibility(old, now).isCompatibleAfterMigration()).isFalse();
    }

    /** Of what a savepoint holds of {@code old} with {@code now}. */
    private static <T> TypeSerializerSchemaCompatibility<T> compatibility(TypeSerializer<T> old, TypeSerializer<T> now)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, old.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), TextSerializerTest.class.getClassLoader());
        return now.snapshotConfiguration().resolveSchemaCompatibility(restored);
    }
}
