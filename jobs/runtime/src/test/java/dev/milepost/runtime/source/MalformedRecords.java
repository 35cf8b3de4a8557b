package dev.milepost.runtime.source;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.UserAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Records of the topic purchases that nobody can use, of every sort, with the reason that each must be refused for. */
final class MalformedRecords {

    static final int SORTS = 20;

    private final Wire wire = new Wire();
    private final Instant now;
    private final Random random = new Random(11);

    MalformedRecords(Instant now) {
        this.now = now;
    }

    static final class Malformed {

        private final String reason;
        private final byte[] bytes;

        Malformed(String reason, byte[] bytes) {
            this.reason = reason;
            this.bytes = bytes;
        }

        String reason() {
            return reason;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    static Purchase good(String id, Instant time) {
        return new Purchase(
                id,
                time,
                "u-" + id,
                "o-" + id,
                PurchaseKind.ORDER,
                100L,
                "EUR",
                null,
                null,
                null,
                null,
                null,
                Map.of("k", "v"));
    }

    byte[] encoded(Purchase purchase) {
        return wire.encode(purchase);
    }

    /** The {@code i}-th malformed record; the sorts take turns. */
    Malformed malformed(int i) {
        Purchase purchase = good("bad-" + i, now);
        byte[] bytes = encoded(purchase);
        return switch (i % SORTS) {
            case 0 -> new Malformed("undecodable", null);
            case 1 -> new Malformed("undecodable", new byte[0]);
            case 2 -> new Malformed("undecodable", randomBytes(40));
            case 3 -> new Malformed("undecodable", "{\"event_id\":\"json\"}".getBytes(StandardCharsets.UTF_8));
            case 4 -> new Malformed("undecodable", Arrays.copyOf(bytes, 10 + random.nextInt(bytes.length - 10)));
            case 5 -> new Malformed("undecodable", Arrays.copyOf(bytes, bytes.length + 1));
            case 6 -> new Malformed("undecodable", body(bytes, randomBytes(30), 0xFF));
            case 7 -> new Malformed("undecodable", wire.encode(new UserAttributes("a", now, "u", Map.of())));
            case 8 -> {
                bytes[2 + random.nextInt(8)] ^= 0x10;
                yield new Malformed("unknown_schema", bytes);
            }
            case 9 -> refused(Purchase.newBuilder(purchase).setEventId("").build());
            case 10 -> refused(Purchase.newBuilder(purchase).setUserId(" ").build());
            case 11 ->
                refused(Purchase.newBuilder(purchase)
                        .setOrderId("x".repeat(513))
                        .build());
            case 12 -> refused(Purchase.newBuilder(purchase).setAmountMinor(-1).build());
            case 13 ->
                refused(Purchase.newBuilder(purchase)
                        .setAmountMinor(Long.MIN_VALUE)
                        .build());
            case 14 -> refused(Purchase.newBuilder(purchase).setCurrency("EURO").build());
            case 15 ->
                refused(Purchase.newBuilder(purchase)
                        .setKind(PurchaseKind.UNKNOWN)
                        .build());
            case 16 ->
                refused(Purchase.newBuilder(purchase)
                        .setEventTime(Instant.ofEpochMilli(Long.MAX_VALUE))
                        .build());
            case 17 ->
                refused(Purchase.newBuilder(purchase)
                        .setEventTime(Instant.ofEpochMilli(-1))
                        .build());
            case 18 ->
                new Malformed(
                        "late",
                        encoded(Purchase.newBuilder(purchase)
                                .setEventTime(now.minus(Duration.ofHours(25)))
                                .build()));
            default ->
                new Malformed(
                        "future",
                        encoded(Purchase.newBuilder(purchase)
                                .setEventTime(now.plus(Duration.ofHours(1)))
                                .build()));
        };
    }

    private Malformed refused(Purchase purchase) {
        return new Malformed("invalid", encoded(purchase));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The header of sound bytes with another body, whose first text claims to be very long. */
    private static byte[] body(byte[] sound, byte[] body, int first) {
        byte[] bytes = Arrays.copyOf(sound, 10 + body.length);
        System.arraycopy(body, 0, bytes, 10, body.length);
        bytes[10] = (byte) first;
        bytes[11] = (byte) first;
        return bytes;
    }
}
