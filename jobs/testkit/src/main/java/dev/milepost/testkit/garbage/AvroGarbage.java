package dev.milepost.testkit.garbage;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * Garbage as Kafka would hold it: single-object Avro with one flaw each. Endless, seeded, and without any state but its
 * chance; the flaws take turns.
 *
 * <p>The layouts that it damages are those of the current schemas: every record begins with its event_id and event_time,
 * and ends with its properties, which are empty.
 */
public final class AvroGarbage {

    public static final List<Flaw> FLAWS = List.of(
            Flaw.NO_RECORD,
            Flaw.TOMBSTONE,
            Flaw.TRUNCATED,
            Flaw.MORE_BEHIND_THE_END,
            Flaw.OTHER_STREAM,
            Flaw.WRONG_FINGERPRINT,
            Flaw.HUGE_LENGTH,
            Flaw.HUGE_COLLECTION,
            Flaw.ENDLESS_VARINT,
            Flaw.NO_SUCH_BRANCH,
            Flaw.NO_SUCH_SYMBOL,
            Flaw.NO_BOOLEAN,
            Flaw.INVALID_UTF8,
            Flaw.EMPTY_ID,
            Flaw.LONG_ID,
            Flaw.NEGATIVE_AMOUNT,
            Flaw.UNKNOWN_CURRENCY,
            Flaw.UNKNOWN_KIND,
            Flaw.BEYOND_THE_CALENDAR,
            Flaw.FUTURE,
            Flaw.LATE);

    /** Of single-object encoding: marker and fingerprint. */
    private static final int HEADER = 10;

    private static final int VARINT_LIMIT = 10;

    private final Wire wire = new Wire();
    private final Random random;
    private final SoundRecords sound;
    private final Instant now;
    private int turn;

    /**
     * @param seed the same seed and time give the same bytes
     * @param now about when the records are received
     */
    public AvroGarbage(long seed, Instant now) {
        this.random = new Random(seed);
        this.sound = new SoundRecords("avro-garbage-" + seed + "-", random);
        this.now = now;
    }

    public Garbage next() {
        return next(FLAWS.get(turn++ % FLAWS.size()));
    }

    /** A record of that flaw, one of {@link #FLAWS}. */
    public Garbage next(Flaw flaw) {
        SpecificRecord record = record(flaw);
        StreamContract contract = Streams.of(record);
        return new Garbage(flaw, contract.stream(), contract.key(record), bytes(flaw, record));
    }

    /** The event of a sound record once more, with other content. */
    public Garbage contradicting(SpecificRecord record) {
        StreamContract contract = Streams.of(record);
        return new Garbage(
                Flaw.CONFLICTING_DUPLICATE,
                contract.stream(),
                contract.key(record),
                wire.encode(SoundRecords.contradicting(record)));
    }

    private SpecificRecord record(Flaw flaw) {
        return switch (flaw) {
            case NO_SUCH_BRANCH, NO_SUCH_SYMBOL -> sound.purchase(now);
            case NO_BOOLEAN -> random.nextBoolean() ? sound.click(now) : sound.signup(now);
            case EMPTY_ID ->
                Signup.newBuilder(sound.signup(now))
                        .setEventId(" ".repeat(random.nextInt(4)))
                        .build();
            case LONG_ID ->
                Click.newBuilder(sound.click(now))
                        .setSessionId("x".repeat(513 + random.nextInt(5_000)))
                        .build();
            case NEGATIVE_AMOUNT ->
                Purchase.newBuilder(sound.purchase(now))
                        .setAmountMinor(random.nextBoolean() ? Long.MIN_VALUE : -1L - random.nextInt(1_000_000))
                        .build();
            case UNKNOWN_CURRENCY ->
                Purchase.newBuilder(sound.purchase(now))
                        .setCurrency(pick("", "usd", "EURO", "XXX", "XAU", "$"))
                        .build();
            case UNKNOWN_KIND ->
                Purchase.newBuilder(sound.purchase(now))
                        .setKind(PurchaseKind.UNKNOWN)
                        .build();
            case BEYOND_THE_CALENDAR ->
                sound.any(Instant.ofEpochMilli(pick(
                        -1L,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Instant.parse("2200-01-01T00:00:00Z").toEpochMilli())));
            case FUTURE -> sound.any(now.plus(Duration.ofMinutes(10 + random.nextInt(50_000_000))));
            case LATE -> sound.any(now.minus(Duration.ofHours(25 + random.nextInt(200_000))));
            default -> sound.any(now);
        };
    }

    private byte[] bytes(Flaw flaw, SpecificRecord record) {
        if (flaw == Flaw.TOMBSTONE) {
            return null;
        }
        byte[] whole = wire.encode(record);
        int end = whole.length;
        return switch (flaw) {
            case NO_RECORD -> noise();
            case TRUNCATED -> Arrays.copyOf(whole, random.nextInt(end));
            case MORE_BEHIND_THE_END -> concat(whole, randomBytes(1 + random.nextInt(40)));
            case OTHER_STREAM -> other(record);
            case WRONG_FINGERPRINT -> {
                whole[2 + random.nextInt(8)] ^= (byte) (1 << random.nextInt(8));
                yield whole;
            }
            // The length of the first text, event_id.
            case HUGE_LENGTH ->
                concat(Arrays.copyOf(whole, HEADER), varint(huge()), Arrays.copyOfRange(whole, HEADER + 1, end));
            // The empty properties at the end are a block of none.
            case HUGE_COLLECTION -> concat(Arrays.copyOf(whole, end - 1), block(huge()));
            // The event_time, behind a text of less than 64 bytes.
            case ENDLESS_VARINT ->
                concat(
                        Arrays.copyOf(whole, eventTime(whole)),
                        filled(VARINT_LIMIT + random.nextInt(200), (byte) 0xFF),
                        Arrays.copyOfRange(whole, eventTime(whole), end));
            // A purchase ends with five unions, each of nothing, and no properties: damages one of the five.
            case NO_SUCH_BRANCH -> {
                whole[end - 2 - random.nextInt(5)] = (byte) (4 + random.nextInt(124));
                yield whole;
            }
            case NO_SUCH_SYMBOL -> {
                whole[kind(whole)] = (byte) (2 * (PurchaseKind.values().length + random.nextInt(50)));
                yield whole;
            }
            // is_bot of clicks and marketing_consent of signups stand before the empty properties.
            case NO_BOOLEAN -> {
                whole[end - 2] = (byte) (2 + random.nextInt(126));
                yield whole;
            }
            case INVALID_UTF8 -> {
                whole[HEADER + 1] = pick((byte) 0xFF, (byte) 0xC0, (byte) 0x80, (byte) 0xF8);
                yield whole;
            }
            default -> whole;
        };
    }

    private byte[] noise() {
        return switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> "{\"event_id\":\"json\"}".getBytes(StandardCharsets.UTF_8);
            case 2 -> new byte[1_000];
            default -> {
                byte[] noise = randomBytes(1 + random.nextInt(300));
                noise[0] = 0x00; // Confluent's magic byte, and never ours
                yield noise;
            }
        };
    }

    private byte[] other(SpecificRecord record) {
        return wire.encode(record instanceof Purchase ? sound.click(now) : sound.purchase(now));
    }

    private static int eventTime(byte[] whole) {
        return HEADER + 1 + length(whole, HEADER);
    }

    /** Behind event_id, event_time, user_id and order_id. */
    private static int kind(byte[] whole) {
        int at = eventTime(whole);
        while (whole[at] < 0) {
            at++;
        }
        at++;
        at += 1 + length(whole, at);
        return at + 1 + length(whole, at);
    }

    /** Of a text of less than 64 bytes. */
    private static int length(byte[] whole, int at) {
        return whole[at] / 2;
    }

    /** Lengths from a megabyte to the largest there is, and negative ones. */
    private long huge() {
        long length = 1L << (20 + random.nextInt(43));
        return random.nextInt(4) == 0 ? pick(-1L, -length, Long.MIN_VALUE) : length + random.nextInt(1_000);
    }

    /** A collection's block: a negative count is followed by the block's size. */
    private byte[] block(long count) {
        return count < 0 ? concat(varint(count == -1 ? -2 : count), varint(huge())) : varint(count);
    }

    /** Zigzag and base 128, as Avro writes a long. */
    private static byte[] varint(long value) {
        byte[] bytes = new byte[VARINT_LIMIT];
        long rest = (value << 1) ^ (value >> 63);
        int length = 0;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
