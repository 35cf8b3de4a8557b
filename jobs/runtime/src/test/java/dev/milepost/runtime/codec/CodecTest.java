package dev.milepost.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class CodecTest {

    /** Writes with {@link Fields}. */
    private interface Writing {
        void to(DataOutputView out) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        writing.to(out);
        return out.getCopyOfBuffer();
    }

    private static DataInputDeserializer in(byte... bytes) {
        return new DataInputDeserializer(bytes);
    }

    @Test
    void longsComeBackAndSmallOnesAreShort() throws IOException {
        for (int bit = 0; bit < 64; bit++) {
            for (long near = -2; near <= 2; near++) {
                long value = (1L << bit) + near;
                for (long each : new long[] {value, -value, ~value}) {
                    byte[] written = bytes(out -> Fields.writeLong(each, out));
                    DataInputDeserializer in = in(written);
                    assertThat(Fields.readLong(in)).isEqualTo(each);
                    assertThat(in.available()).isZero();
                    assertThat(written.length).isLessThanOrEqualTo(10);
                }
            }
        }
        assertThat(bytes(out -> Fields.writeLong(63, out))).containsExactly(126);
        assertThat(bytes(out -> Fields.writeLong(-64, out))).containsExactly(127);
        assertThat(bytes(out -> Fields.writeLong(64, out))).containsExactly(0x80, 1);
        assertThat(bytes(out -> Fields.writeLong(Long.MIN_VALUE, out))).hasSize(10);
    }

    @Test
    void intsComeBack() throws IOException {
        for (int value : new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}) {
            assertThat(Fields.readInt(in(bytes(out -> Fields.writeInt(value, out)))))
                    .isEqualTo(value);
        }
    }

    @Test
    void textsComeBackWithNullApartFromEmpty() throws IOException {
        for (String text : Arrays.asList(null, "", "a", "\u0000", "müller", "€", "\uD83D\uDE00", "x".repeat(100_000))) {
            assertThat(Fields.readText(in(bytes(out -> Fields.writeText(text, out)))))
                    .isEqualTo(text);
        }
    }

    @Test
    void aNameComesBackAndIsMostlyTheSameInstance() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            String name = i % 2 == 0 ? "n" + i : "müller".repeat(i % 30);
            byte[] written = bytes(out -> Fields.writeText(name, out));
            assertThat(Fields.readName(in(written))).isEqualTo(name);
            if (name.length() < 40) {
                assertThat(Fields.readName(in(written))).isSameAs(Fields.readName(in(written)));
            }
        }
        assertThat(Fields.readName(in(bytes(out -> Fields.writeText(null, out)))))
                .isNull();
    }

    @Test
    void bytesAndListsComeBack() throws IOException {
        byte[] raw = new byte[300];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) i;
        }
        assertThat(Fields.readBytes(in(bytes(out -> Fields.writeBytes(raw, out)))))
                .isEqualTo(raw);
        assertThat(Fields.readBytes(in(bytes(out -> Fields.writeBytes(new byte[0], out)))))
                .isEmpty();
        for (List<String> list : List.of(List.<String>of(), List.of("a"), Arrays.asList("b", null, ""))) {
            byte[] written = bytes(out -> Fields.writeList(list, Fields::writeText, out));
            assertThat(Fields.readList(Fields::readText, in(written))).isEqualTo(list);
        }
    }

    @Test
    void corruptBytesAreToldAsSuch() throws IOException {
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> Fields.readLong(in(endless)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("corrupt");
        byte[] tooGreat = bytes(out -> Fields.writeLong(1L << 31, out));
        byte[] negative = bytes(out -> Fields.writeLong(-5, out));
        byte[] longerThanThere = bytes(out -> Fields.writeLong(Integer.MAX_VALUE, out));
        assertThatThrownBy(() -> Fields.readInt(in(tooGreat))).isInstanceOf(IOException.class);
        for (byte[] length : List.of(tooGreat, negative, longerThanThere)) {
            assertThatThrownBy(() -> Fields.readText(in(length)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("corrupt");
            assertThatThrownBy(() -> Fields.readBytes(in(length)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("corrupt");
            assertThatThrownBy(() -> Fields.readList(Fields::readText, in(length)))
                    .isInstanceOf(IOException.class);
        }
    }

    /** A value that grew a field in version 2. */
    private record Place(String name, int floor) {}

    /** Writes places; as a release of version 1 it knows no floor. */
    public static class PlaceCodec implements Codec<Place> {

        private static final long serialVersionUID = 1L;

        /** The release that is running. */
        static int release = 2;

        @Override
        public int version() {
            return release;
        }

        @Override
        public void write(Place place, DataOutput out) throws IOException {
            Fields.writeText(place.name, out);
            if (release >= 2) {
                Fields.writeInt(place.floor, out);
            }
        }

        @Override
        public Place read(int version, DataInput in) throws IOException {
            return new Place(Fields.readText(in), version >= 2 ? Fields.readInt(in) : -1);
        }
    }

    /** Another codec of the same type. */
    public static final class OtherCodec extends PlaceCodec {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T asRelease(int release, Callable<T> action) throws Exception {
        int running = PlaceCodec.release;
        PlaceCodec.release = release;
        try {
            return action.call();
        } finally {
            PlaceCodec.release = running;
        }
    }

    private final CodecSerializer<Place> serializer = new CodecSerializer<>(new PlaceCodec());

    @Test
    void aLaterReleaseReadsWhatAnEarlierWroteAndCopiesItAnew() throws Exception {
        byte[] old = asRelease(1, () -> bytes(out -> serializer.serialize(new Place("hall", 7), out)));
        assertThat(serializer.deserialize(in(old))).isEqualTo(new Place("hall", -1));
        byte[] copied = bytes(out -> serializer.copy(in(old), out));
        assertThat(copied[0]).isEqualTo((byte) 2);
        assertThat(serializer.deserialize(in(copied))).isEqualTo(new Place("hall", -1));
    }

    @Test
    void aStreamGetsTheSameBytesAsAnArray() throws IOException {
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        DataOutputView stream = new DataOutputViewStreamWrapper(streamed);
        DataOutputSerializer array = new DataOutputSerializer(16);
        for (String name : List.of("hall", "x".repeat(200_000), "", "attic")) {
            serializer.serialize(new Place(name, name.length()), stream);
            serializer.serialize(new Place(name, name.length()), array);
        }
        assertThat(streamed.toByteArray()).isEqualTo(array.getCopyOfBuffer());
    }

    @Test
    void anUnknownVersionIsRefusedByName() throws Exception {
        byte[] later = bytes(out -> serializer.serialize(new Place("hall", 7), out));
        asRelease(
                1,
                () -> assertThatThrownBy(() -> serializer.deserialize(in(later)))
                        .isInstanceOf(IOException.class)
                        .hasMessage(
                                "PlaceCodec reads versions 1 to 1, found 2: the bytes are of a later release, or corrupt"));
        for (byte version : new byte[] {0, -1, 3}) {
            later[0] = version;
            assertThatThrownBy(() -> serializer.deserialize(in(later)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("found " + version);
        }
    }

    private byte[] snapshot(CodecSerializer<Place> of) throws IOException {
        return bytes(out ->
                TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, of.snapshotConfiguration()));
    }

    private static TypeSerializerSnapshot<Place> restored(byte[] snapshot) throws IOException {
        return TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                in(snapshot), CodecTest.class.getClassLoader());
    }

    @Test
    void savepointsGoForwardOnly() throws Exception {
        byte[] first = asRelease(1, () -> snapshot(serializer));
        byte[] second = snapshot(serializer);
        byte[] other = snapshot(new CodecSerializer<>(new OtherCodec()));
        TypeSerializerSnapshot<Place> now = serializer.snapshotConfiguration();
        assertThat(now.resolveSchemaCompatibility(restored(first)).isCompatibleAsIs())
                .isTrue();
        assertThat(now.resolveSchemaCompatibility(restored(second)).isCompatibleAsIs())
                .isTrue();
        assertThat(now.resolveSchemaCompatibility(restored(other)).isIncompatible())
                .isTrue();
        asRelease(
                1,
                () -> assertThat(serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored(second))
                                .isIncompatible())
                        .isTrue());
        assertThat(restored(first).restoreSerializer()).isEqualTo(serializer).isNotSameAs(serializer);
    }

    @Test
    void aSavepointWithAnUnknownCodecIsToldByName() throws IOException {
        byte[] unknown = bytes(out -> {
            out.writeUTF("dev.milepost.GoneCodec");
            out.writeInt(1);
        });
        assertThatThrownBy(() -> new CodecSerializer.Snapshot<Place>()
                        .readSnapshot(1, in(unknown), CodecTest.class.getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage("The state was written by codec dev.milepost.GoneCodec, which this release lacks");
    }

    @Test
    void serializersAreEqualByCodec() {
        CodecSerializer<Place> same = new CodecSerializer<>(new PlaceCodec());
        CodecSerializer<Place> other = new CodecSerializer<>(new OtherCodec());
        assertThat(serializer).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
        assertThat(serializer.duplicate()).isEqualTo(serializer);
        assertThat(serializer.getLength()).isEqualTo(-1);
        assertThat(serializer.isImmutableType()).isFalse();
        CodecTypeInfo<Place> type = CodecTypeInfo.of(Place.class, new PlaceCodec());
        assertThat(type).isEqualTo(CodecTypeInfo.<Place>of(Place.class, new PlaceCodec()));
        assertThat(type).isNotEqualTo(CodecTypeInfo.<Place>of(Place.class, new OtherCodec()));
        assertThat(type.createSerializer(null)).isEqualTo(serializer);
    }
}
