package dev.milepost.testkit.garbage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Purchase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Garbage as a JSON-lines file would hold it, with one flaw each. Endless and seeded; the flaws take turns. */
public final class JsonGarbage {

    public static final List<Flaw> FLAWS = List.of(
            Flaw.NO_RECORD,
            Flaw.TRUNCATED,
            Flaw.MORE_BEHIND_THE_END,
            Flaw.INVALID_UTF8,
            Flaw.NESTED_WITHOUT_END,
            Flaw.ENDLESS_NUMBER,
            Flaw.FIELD_TWICE,
            Flaw.CONTROL_CHARACTER,
            Flaw.NESTED,
            Flaw.WRONG_TYPE,
            Flaw.MISSING_FIELD,
            Flaw.UNKNOWN_FIELD,
            Flaw.PERSONAL_DATA,
            Flaw.HALF_A_CHARACTER,
            Flaw.EMPTY_ID,
            Flaw.LONG_ID,
            Flaw.NEGATIVE_AMOUNT,
            Flaw.AMOUNT_BEYOND_64_BITS,
            Flaw.UNKNOWN_CURRENCY,
            Flaw.UNKNOWN_KIND,
            Flaw.NO_TIME,
            Flaw.BEYOND_THE_CALENDAR,
            Flaw.FUTURE,
            Flaw.LATE);

    private static final JsonMapper JSON = new JsonMapper();

    private final Random random;
    private final SoundRecords sound;
    private final Instant now;
    private int turn;

    /**
     * @param seed the same seed and time give the same lines
     * @param now the event time of the records whose flaw is another
     */
    public JsonGarbage(long seed, Instant now) {
        this.random = new Random(seed);
        this.sound = new SoundRecords("json-garbage-" + seed + "-", random);
        this.now = now;
    }

    public Garbage next() {
        return next(FLAWS.get(turn++ % FLAWS.size()));
    }

    /** A line of that flaw, one of {@link #FLAWS}. */
    public Garbage next(Flaw flaw) {
        Purchase record = sound.purchase(now);
        return new Garbage(flaw, Streams.PURCHASES, record.getUserId(), line(flaw, json(record)));
    }

    /**
     * The event of a sound line once more with other content, a moment later: of two that conflict the earlier stands.
     *
     * @param line one JSON object of that stream, with an event_time in ISO-8601, and in time by more than a moment
     */
    public Garbage contradicting(StreamContract contract, String line) {
        ObjectNode json = parsed(line);
        Instant at = Instant.parse(json.get("event_time").textValue());
        json.put("event_time", at.plusMillis(1).toString());
        json.putObject("properties").put("contradicts", "the record of this event_id");
        return new Garbage(
                Flaw.CONFLICTING_DUPLICATE,
                contract.stream(),
                json.get(contract.keyField()).textValue(),
                text(json).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode parsed(String line) {
        try {
            return (ObjectNode) JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Only a sound line can be contradicted", e);
        }
    }

    private static ObjectNode json(Purchase purchase) {
        return JSON.createObjectNode()
                .put("event_id", purchase.getEventId())
                .put("event_time", text(purchase.getEventTime()))
                .put("user_id", purchase.getUserId())
                .put("order_id", purchase.getOrderId())
                .put("kind", purchase.getKind().name())
                .put("amount_minor", purchase.getAmountMinor())
                .put("currency", purchase.getCurrency());
    }

    private byte[] line(Flaw flaw, ObjectNode json) {
        if (flaw == Flaw.INVALID_UTF8) {
            byte[] bytes = text(json.put("order_id", "~")).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes[i] == '~' ? pick((byte) 0xFF, (byte) 0xC0, (byte) 0x80, (byte) 0xF8) : bytes[i];
            }
            return bytes;
        }
        return damaged(flaw, json).getBytes(StandardCharsets.UTF_8);
    }

    private String damaged(Flaw flaw, ObjectNode json) {
        String whole = text(json);
        return switch (flaw) {
            case NO_RECORD ->
                pick("[" + whole + "]", "\"" + "x".repeat(random.nextInt(99)) + "\"", "42", "null", "no,json");
            case TRUNCATED -> whole.substring(0, 1 + random.nextInt(whole.length() - 1));
            case MORE_BEHIND_THE_END -> whole + pick("}", ",", whole, " 0", "]");
            case NESTED_WITHOUT_END -> nested(whole, 1_001 + random.nextInt(50_000));
            case ENDLESS_NUMBER -> amount(json, random.nextBoolean() ? "1".repeat(1_001) : "1e99999999999");
            case FIELD_TWICE -> whole.substring(0, whole.length() - 1) + ",\"currency\":\"USD\"}";
            case CONTROL_CHARACTER -> text(json.put("order_id", "~")).replace('~', (char) (1 + random.nextInt(8)));
            case NESTED -> nested(whole, 1 + random.nextInt(900));
            case HALF_A_CHARACTER ->
                text(json.put("order_id", "~")).replace("~", pick("\\ud800", "\\udc00", "a\\udbffz"));
            case AMOUNT_BEYOND_64_BITS ->
                amount(json, pick("9223372036854775808", "-9223372036854775809", "9".repeat(900), "1e30", "0.5"));
            default -> text(changed(flaw, json));
        };
    }

    private ObjectNode changed(Flaw flaw, ObjectNode json) {
        return switch (flaw) {
            case WRONG_TYPE ->
                switch (random.nextInt(5)) {
                    case 0 -> json.put("amount_minor", "100");
                    case 1 -> json.put("user_id", 7);
                    case 2 -> json.putNull("order_id");
                    case 3 -> json.put("properties", "none");
                    default -> json.put("event_id", true);
                };
            case MISSING_FIELD -> {
                json.remove(pick("event_id", "event_time", "user_id", "order_id", "kind", "amount_minor", "currency"));
                yield json;
            }
            case UNKNOWN_FIELD -> json.put(pick("amount", "Currency", "", "x".repeat(9_000)), 1);
            case PERSONAL_DATA -> json.put(pick("ip", "device_id", "payment_instrument", "email"), "ada@example.com");
            case EMPTY_ID -> json.put(pick("event_id", "user_id", "order_id"), " ".repeat(random.nextInt(4)));
            case LONG_ID -> json.put("order_id", "x".repeat(513 + random.nextInt(5_000)));
            case NEGATIVE_AMOUNT ->
                json.put("amount_minor", random.nextBoolean() ? Long.MIN_VALUE : -1L - random.nextInt(1_000_000));
            case UNKNOWN_CURRENCY -> json.put("currency", pick("", "usd", "EURO", "XXX", "XAU", "$"));
            case UNKNOWN_KIND -> json.put("kind", pick("UNKNOWN", "BARTER", "order", ""));
            case NO_TIME -> json.put("event_time", pick("yesterday", "", "2026-02-30T00:00:00Z", "2026-01-01"));
            case BEYOND_THE_CALENDAR ->
                json.put("event_time", pick(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 7_258_118_400_000L));
            case FUTURE -> json.put("received_at", text(now.minus(Duration.ofMinutes(2 + random.nextInt(500_000)))));
            case LATE -> json.put("received_at", text(now.plus(Duration.ofHours(25 + random.nextInt(200_000)))));
            default -> throw new IllegalArgumentException("There is no line with the flaw " + flaw);
        };
    }

    private String nested(String whole, int depth) {
        boolean lists = random.nextBoolean();
        String deep = (lists ? "[" : "{\"a\":").repeat(depth) + "0" + (lists ? "]" : "}").repeat(depth);
        return whole.substring(0, whole.length() - 1) + ",\"properties\":{\"deep\":" + deep + "}}";
    }

    private static String amount(ObjectNode json, String number) {
        return text(json.put("amount_minor", 4_242_424_242L)).replace("4242424242", number);
    }

    private static String text(Instant at) {
        return at.toString();
    }

    private static String text(ObjectNode json) {
        return json.toString();
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
