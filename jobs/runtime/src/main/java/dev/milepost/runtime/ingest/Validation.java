package dev.milepost.runtime.ingest;

import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Currencies;
import dev.milepost.schemas.StreamContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a stream's contract asks of its values: the {@code check} property of its fields ({@code non_empty},
 * {@code non_negative}, {@code share}, {@code time}, {@code known}, {@code currency}), the length of ids, codes and hashes, that a
 * hash is not the address itself, and of event_time, as of {@code time}, a year between 1970 and 2199.
 */
public final class Validation {

    private static final long FIRST_MILLIS = 0;
    private static final long END_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private final List<Check> checks = new ArrayList<>();

    private Validation(StreamContract contract, int maxIdLength) {
        for (Schema.Field field : contract.schema().getFields()) {
            String check = field.getProp("check");
            if (check != null) {
                checks.add(declared(contract, field, check));
            }
            if (isId(field, check)) {
                checks.add(record -> lengthOf(field, record.get(field.pos()), maxIdLength));
            }
            if (isMadeOfPersonalData(field.name())) {
                checks.add(record -> made(field, record.get(field.pos())));
            }
        }
        checks.add(record -> time("event_time", contract.eventTimeMillis(record)));
    }

    /** The checks of a stream. */
    public static Validation of(StreamContract contract, Settings settings) {
        return new Validation(contract, settings.get(IngestSettings.MAX_ID_LENGTH));
    }

    /**
     * Checks a record.
     *
     * @throws RecordException {@code invalid}, with the first field that fails
     */
    public void check(SpecificRecord record) throws RecordException {
        for (Check check : checks) {
            check.check(record);
        }
    }

    /** Checks that a time lies between 1970 and 2199. */
    static void time(String field, long millis) throws RecordException {
        if (!isSane(millis)) {
            throw RecordException.invalid(field, "a time between 1970 and 2199", shownTime(millis));
        }
    }

    /** Whether a time lies between 1970 and 2199. */
    static boolean isSane(long millis) {
        return millis >= FIRST_MILLIS && millis < END_MILLIS;
    }

    private static String shownTime(long millis) {
        return Math.abs(millis) < 1L << 52 ? Instant.ofEpochMilli(millis).toString() : millis + " ms";
    }

    @FunctionalInterface
    private interface Check {
        void check(SpecificRecord record) throws RecordException;
    }

    private static Check declared(StreamContract contract, Schema.Field field, String check) {
        int pos = field.pos();
        String name = field.name();
        return switch (check) {
            case "non_empty" ->
                record -> {
                    if (record.get(pos) == null || record.get(pos).toString().isBlank()) {
                        throw RecordException.invalid(name, "a text that is not empty", "an empty text");
                    }
                };
            case "non_negative" ->
                record -> {
                    if (record.get(pos) instanceof Long number && number < 0) {
                        throw RecordException.invalid(name, "0 or more", "the number " + number);
                    }
                };
            case "share" ->
                record -> {
                    if (record.get(pos) instanceof BigDecimal share
                            && (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0)) {
                        throw RecordException.invalid(name, "0 to 1", "the number " + share.toPlainString());
                    }
                };
            case "time" ->
                record -> {
                    if (record.get(pos) instanceof Instant time) {
                        time(name, time.toEpochMilli());
                    }
                };
            case "known" -> {
                String unknown = field.schema().getEnumDefault();
                yield record -> {
                    if (record.get(pos).toString().equals(unknown)) {
                        throw RecordException.invalid(name, "a value that this release knows", unknown);
                    }
                };
            }
            case "currency" ->
                record -> {
                    String code = String.valueOf(record.get(pos));
                    if (!Currencies.contains(code)) {
                        throw RecordException.invalid(
                                name, "a currency code of ISO 4217, such as USD", "'" + JsonValues.shown(code) + "'");
                    }
                };
            default ->
                throw new IllegalStateException("The contract of " + contract.stream() + " asks for the check '" + check
                        + "' of " + name + ", which there is not");
        };
    }

    private static boolean isId(Schema.Field field, String check) {
        Schema type = field.schema();
        boolean text = type.isUnion()
                ? type.getTypes().stream().anyMatch(option -> option.getType() == Schema.Type.STRING)
                : type.getType() == Schema.Type.STRING;
        String name = field.name();
        boolean named = name.endsWith("_id") || name.endsWith("_code") || name.endsWith("_hash");
        return text && (named || "non_empty".equals(check));
    }

    /** Whether a field of that name holds what was made of personal data, and never the data. */
    static boolean isMadeOfPersonalData(String field) {
        return field.endsWith("_hash") || field.equals("email_domain");
    }

    private static void made(Schema.Field field, Object value) throws RecordException {
        if (value instanceof String text && (text.indexOf('@') >= 0 || PersonalText.isIp(text))) {
            throw RecordException.invalid(
                    field.name(),
                    field.name().endsWith("_hash") ? "a keyed hash" : "a domain",
                    "what it is to be made of, which is withheld");
        }
    }

    private static void lengthOf(Schema.Field field, Object value, int most) throws RecordException {
        if (value != null && value.toString().length() > most) {
            throw RecordException.invalid(
                    field.name(),
                    "at most " + most + " characters",
                    value.toString().length() + " characters");
        }
    }
}
