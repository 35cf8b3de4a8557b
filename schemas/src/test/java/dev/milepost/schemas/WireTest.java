package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.ClockTick;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class WireTest {

    private static final int MUTATIONS = 10_000;

    private final Wire wire = new Wire();

    @Test
    void everyRecordComesBackAsItWas() throws WireException {
        for (SpecificRecord record : samples()) {
            assertThat(wire.decode(wire.encode(record))).isEqualTo(record);
        }
    }

    @Test
    void bytesAreAvroSingleObjectEncodingThatAvroItselfReads() throws IOException {
        Click click = click(Map.of("a", "1"));
        byte[] bytes = wire.encode(click);

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(Click.getDecoder().decode(bytes)).isEqualTo(click);
        assertThat(wire.encode(click))
                .isEqualTo(Click.getEncoder().encode(click).array());
    }

    @Test
    void bytesOfAnOlderVersionAreReadIntoTheCurrentClass() throws IOException, WireException {
        Schema older = new Schema.Parser().parse("""
                        {"type": "record", "name": "Purchase", "namespace": "dev.milepost.schemas.event", "fields": [
                          {"name": "currency", "type": "string"},
                          {"name": "event_id", "type": "string"},
                          {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                          {"name": "user_id", "type": "string"},
                          {"name": "dropped", "type": {"type": "map", "values": {"type": "array", "items": "long"}}},
                          {"name": "order_id", "type": "string"},
                          {"name": "kind", "type": {"type": "enum", "name": "PurchaseKind", "symbols": ["GIFT", "ORDER"], "default": "GIFT"}},
                          {"name": "amount_minor", "type": "int"}]}""");
        long fingerprint = SchemaNormalization.parsingFingerprint64(older);
        ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0xC3).put((byte) 1).putLong(fingerprint);
        Wire history = new Wire(new PublishedSchemas(
                Map.of(fingerprint, new PublishedSchemas.Published(older, Purchase.class, Purchase.getClassSchema()))));

        for (int kind = 0; kind < 2; kind++) {
            int symbol = kind;
            byte[] bytes = body(header.array(), out -> {
                out.writeString("EUR");
                out.writeString("e1");
                out.writeLong(1000);
                out.writeString("u1");
                out.writeMapStart();
                out.setItemCount(1);
                out.startItem();
                out.writeString("k");
                out.writeArrayStart();
                out.setItemCount(2);
                out.startItem();
                out.writeLong(1);
                out.startItem();
                out.writeLong(2);
                out.writeArrayEnd();
                out.writeMapEnd();
                out.writeString("o1");
                out.writeEnum(symbol);
                out.writeInt(1999);
            });

            assertThat(history.decode(bytes))
                    .isEqualTo(Purchase.newBuilder()
                            .setEventId("e1")
                            .setEventTime(Instant.ofEpochMilli(1000))
                            .setUserId("u1")
                            .setOrderId("o1")
                            .setKind(symbol == 0 ? PurchaseKind.UNKNOWN : PurchaseKind.ORDER)
                            .setAmountMinor(1999)
                            .setCurrency("EUR")
                            .build());
        }
    }

    @Test
    void theOrderOfAMapChangesNeitherBytesNorHash() {
        Map<String, String> forward = new LinkedHashMap<>();
        Map<String, String> backward = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forward.put("k" + i, "v" + i);
            backward.put("k" + (19 - i), "v" + (19 - i));
        }

        assertThat(wire.encode(click(forward))).isEqualTo(wire.encode(click(backward)));
        ContentHash hash = new ContentHash();
        assertThat(hash.of(click(forward))).isEqualTo(hash.of(click(backward)));
        forward.put("k0", "other");
        assertThat(hash.of(click(forward))).isNotEqualTo(hash.of(click(backward)));
    }

    @Test
    void theHashIsMurmur3() {
        // Reference values of MurmurHash3_x64_128 with seed 0, first half.
        assertThat(ContentHash.ofBytes(new byte[0], 0)).isZero();
        byte[] fox = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);
        assertThat(Long.toHexString(ContentHash.ofBytes(fox, fox.length))).isEqualTo("e34bbc7bbc071b6c");
    }

    @Test
    void bytesThatAreNoRecordAreUndecodable() {
        byte[] good = wire.encode(tick());

        refused(WireException.Kind.UNDECODABLE, null);
        refused(WireException.Kind.UNDECODABLE, new byte[0]);
        refused(WireException.Kind.UNDECODABLE, "{\"event_id\":\"e\"}".getBytes(StandardCharsets.UTF_8));
        refused(WireException.Kind.UNDECODABLE, Arrays.copyOf(good, 9));
        for (int length = 10; length < good.length; length++) {
            refused(WireException.Kind.UNDECODABLE, Arrays.copyOf(good, length));
        }
        WireException trailing = refused(WireException.Kind.UNDECODABLE, Arrays.copyOf(good, good.length + 3));
        assertThat(trailing).hasMessageContaining("ends at byte " + good.length).hasMessageContaining("3 more");
    }

    @Test
    void anUnpublishedSchemaIsUnknownAndNamedByItsFingerprint() {
        byte[] bytes = wire.encode(tick());
        Arrays.fill(bytes, 2, 10, (byte) 0);
        bytes[2] = 0x2A;

        assertThat(refused(WireException.Kind.UNKNOWN_SCHEMA, bytes)).hasMessageContaining("000000000000002a");
    }

    @Test
    void aRecordOfAnotherStreamIsRefused() throws WireException {
        byte[] bytes = wire.encode(tick());

        assertThat(wire.decode(Streams.named("clock"), bytes)).isEqualTo(tick());
        assertThatThrownBy(() -> wire.decode(Streams.named("signups"), bytes))
                .hasMessageContaining("signups")
                .hasMessageContaining("ClockTick")
                .extracting(e -> ((WireException) e).kind())
                .isEqualTo(WireException.Kind.WRONG_STREAM);
    }

    @Test
    void hugeLengthsAreRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] header = Arrays.copyOf(wire.encode(signupWithMinhash()), 10);
        long[] lengths = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -5};
        for (long length : lengths) {
            refused(WireException.Kind.UNDECODABLE, body(header, out -> out.writeLong(length)));
            refused(WireException.Kind.UNDECODABLE, body(header, out -> {
                out.writeString("event");
                out.writeLong(0);
                out.writeString("user");
                for (int i = 0; i < 4; i++) {
                    out.writeIndex(0);
                }
                out.writeIndex(1);
                out.writeLong(length);
            }));
        }
    }

    /** Words of the JVM's own would be gone once the code is compiled. */
    @Test
    void aBranchThatThereIsNotIsNamed() throws IOException {
        byte[] header = Arrays.copyOf(wire.encode(signupWithMinhash()), 10);
        for (int index : new int[] {-11, 2, 11}) {
            assertThat(refused(WireException.Kind.UNDECODABLE, body(header, out -> {
                        out.writeString("event");
                        out.writeLong(0);
                        out.writeString("user");
                        out.writeInt(index);
                    })))
                    .hasMessageEndingWith("there is no branch or symbol of index " + index);
        }
    }

    @Test
    void malformedTextIsRefusedAndNotReplaced() throws WireException {
        byte[] bytes = wire.encode(tick());
        int text = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tick");
        bytes[text] = (byte) 0xFF;
        assertThat(refused(WireException.Kind.UNDECODABLE, bytes)).hasMessageContaining("UTF-8");

        ClockTick replacement = new ClockTick("a\uFFFDb", Instant.EPOCH);
        assertThat(wire.decode(wire.encode(replacement))).isEqualTo(replacement);
    }

    @Test
    void aDecimalOverItsPrecisionIsRefused() throws IOException {
        byte[] good = wire.encode(click(Map.of()));
        byte[] value = new BigDecimal("12.345678").unscaledValue().toByteArray();
        String hex = HexFormat.of().formatHex(good);
        String from = HexFormat.of().formatHex(new byte[] {(byte) (2 * value.length)})
                + HexFormat.of().formatHex(value);
        assertThat(hex).containsOnlyOnce(from);
        byte[] bad = HexFormat.of().parseHex(hex.replace(from, "14" + "7f".repeat(10)));

        assertThat(refused(WireException.Kind.UNDECODABLE, bad)).hasMessageContaining("value");
    }

    @Test
    void randomDamageNeverEscapesAsAnythingButAWireException() {
        Random random = new Random(7);
        List<byte[]> sound = samples().stream().map(wire::encode).toList();
        ContentHash hash = new ContentHash();
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = damaged(sound.get(random.nextInt(sound.size())), random);
            try {
                // What is still sound must be a whole record: one that can be hashed and written again.
                SpecificRecord record = wire.decode(bytes);
                hash.of(record);
                wire.encode(record);
            } catch (WireException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 3);
        // The damage has left nothing behind.
        everySampleStillPasses();
    }

    @Test
    void aRecordThatLacksARequiredFieldIsTheCallersError() {
        assertThatThrownBy(() -> wire.encode(new ClockTick()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ClockTick");
        everySampleStillPasses();
    }

    private void everySampleStillPasses() {
        for (SpecificRecord record : samples()) {
            try {
                assertThat(wire.decode(wire.encode(record))).isEqualTo(record);
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
    }

    private WireException refused(WireException.Kind kind, byte[] bytes) {
        WireException e = catchThrowableOfType(WireException.class, () -> wire.decode(bytes));
        assertThat(e).isNotNull();
        assertThat(e.kind()).isEqualTo(kind);
        return e;
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int changes = 1 + random.nextInt(4);
        for (int c = 0; c < changes; c++) {
            // Mostly in the body: damage to the fingerprint only ever shows an unknown schema.
            int from = random.nextInt(20) == 0 ? 0 : 10;
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt(256);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(10));
            default -> bytes;
        };
    }

    private interface Body {
        void write(BinaryEncoder out) throws IOException;
    }

    private static byte[] body(byte[] header, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        body.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static List<SpecificRecord> samples() {
        return List.of(click(Map.of("ключ", "值", "plain", "", "emoji", "🎯")), tick(), signupWithMinhash(), refund());
    }

    private static ClockTick tick() {
        return new ClockTick("tick-1", Instant.parse("2026-01-01T00:00:00.123Z"));
    }

    private static Click click(Map<String, String> properties) {
        return Click.newBuilder()
                .setEventId("e1")
                .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
                .setAnonymousId("a1")
                .setName("page_view")
                .setUrl("https://example.org/?utm_source=news")
                .setValue(new BigDecimal("12.345678"))
                .setProperties(properties)
                .build();
    }

    private static Signup signupWithMinhash() {
        return Signup.newBuilder()
                .setEventId("s1")
                .setEventTime(Instant.EPOCH)
                .setUserId("u1")
                .setEmailMinhash(List.of(1L, -2L, Long.MAX_VALUE, Long.MIN_VALUE, 0L, 5L, 6L, 7L))
                .setMarketingConsent(true)
                .build();
    }

    private static Purchase refund() {
        return Purchase.newBuilder()
                .setEventId("p1")
                .setEventTime(Instant.ofEpochMilli(-1))
                .setUserId("u1")
                .setOrderId("o1")
                .setKind(PurchaseKind.REFUND)
                .setAmountMinor(1999)
                .setCurrency("EUR")
                .setMrrMinor(-1L)
                .build();
    }
}
