package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.avro.Schema;

/**
 * Replaces raw personal fields of a JSON record by keyed hashes, before anything leaves the process.
 *
 * <p>A hash is {@code <key id>:<hex of HMAC-SHA256(key, canonical value in UTF-8)>}, where the key id is the first 8 hex
 * digits of SHA-256 of the key. Canonical values: {@link EmailAddress}, {@link IpAddress}; a device id without blanks
 * around it; a payment instrument of digits, blanks and dashes as its digits. Beside an e-mail's hash stand its domain
 * and its minhash: for i from 0 to 7, the smallest signed long among the i-th 8 bytes (big-endian) of
 * HMAC-SHA256(key, {@code "minhash/0:" + gram}) followed by HMAC-SHA256(key, {@code "minhash/1:" + gram}), over the
 * grams of {@link EmailAddress#grams}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PersonalData {

    /** The environment variable that holds the key. */
    public static final String KEY_VARIABLE = "MILEPOST_HASH_KEY";

    /** Raw field to the field that its hash is written to. */
    static final Map<String, String> RAW_FIELDS = Map.of(
            "email", "email_hash",
            "ip", "ip_hash",
            "device_id", "device_hash",
            "payment_instrument", "payment_hash");

    private static final String PROPERTIES = "properties";
    private static final Map<String, String> RAW_PROPERTIES = Map.of("invitee_email", "invitee_email_hash");
    private static final int LEAST_KEY_LENGTH = 16;
    private static final int MINHASHES = 8;

    /** Null where there is no key. */
    private final Mac mac;

    private final String keyId;

    private PersonalData(Mac mac, String keyId) {
        this.mac = mac;
        this.keyId = keyId;
    }

    /** Refuses every record with a raw personal field. */
    public static PersonalData withoutKey() {
        return new PersonalData(null, "");
    }

    /**
     * Hashes under a key.
     *
     * @throws IllegalArgumentException where the key is shorter than 16 characters
     */
    public static PersonalData withKey(String key) {
        if (key.length() < LEAST_KEY_LENGTH) {
            throw new IllegalArgumentException(KEY_VARIABLE + " has a length of " + key.length() + ": give at least "
                    + LEAST_KEY_LENGTH + " characters, chosen at random and kept");
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new PersonalData(mac, HexFormat.of().formatHex(digest, 0, 4));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA256 or SHA-256", e);
        }
    }

    /** With the key where there is one, else {@link #withoutKey()}; an empty text is no key. */
    public static PersonalData withKeyIfAny(String key) {
        return key == null || key.isEmpty() ? withoutKey() : withKey(key);
    }

    /** Whether the name is that of a field that must never be stored as it is. */
    static boolean isRaw(String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        return RAW_FIELDS.containsKey(lower) || RAW_PROPERTIES.containsKey(lower);
    }

    /** Words of somebody's own without e-mail addresses, as they are taken in everywhere; null of null. */
    public static String withoutEmails(String words) {
        return words == null ? null : PersonalText.withoutEmails(words);
    }

    /** The names of all these. */
    static Stream<String> rawNames() {
        return Stream.concat(RAW_FIELDS.keySet().stream(), RAW_PROPERTIES.keySet().stream());
    }

    /**
     * Replaces the raw fields of a record, in place.
     *
     * @param schema the record's contract: a hash is written only to a field that it has
     * @throws RecordException {@code invalid} where there is no key, the contract has no place for the hash, the hash is
     *     given too, or the value is none of its kind. The message never holds the value.
     */
    public void hash(ObjectNode json, Schema schema) throws RecordException {
        for (Map.Entry<String, String> raw : RAW_FIELDS.entrySet()) {
            String field = raw.getKey();
            if (!json.has(field) || schema.getField(field) != null) {
                continue;
            }
            if (schema.getField(raw.getValue()) == null) {
                throw refused(field, "stream has no " + raw.getValue() + " to keep it in: leave it out");
            }
            String value = take(json, field, raw.getValue());
            if (value != null) {
                hashField(json, schema, field, value);
            }
        }
        if (schema.getField(PROPERTIES) != null && json.get(PROPERTIES) instanceof ObjectNode properties) {
            for (Map.Entry<String, String> raw : RAW_PROPERTIES.entrySet()) {
                String value = properties.has(raw.getKey()) ? take(properties, raw.getKey(), raw.getValue()) : null;
                if (value != null) {
                    properties.put(
                            raw.getValue(), keyed(email(raw.getKey(), value).text()));
                }
            }
        }
    }

    private void hashField(ObjectNode json, Schema schema, String field, String value) throws RecordException {
        switch (field) {
            case "email" -> {
                EmailAddress email = email(field, value);
                json.put("email_hash", keyed(email.text()));
                putIfKnown(json, schema, "email_domain", email.domain());
                if (schema.getField("email_minhash") != null && !json.hasNonNull("email_minhash")) {
                    ArrayNode minhash = json.putArray("email_minhash");
                    Arrays.stream(minhash(email)).forEach(minhash::add);
                }
            }
            case "ip" -> {
                IpAddress ip = IpAddress.parse(value);
                if (ip == null) {
                    throw refused(field, "is no IP address");
                }
                json.put("ip_hash", keyed(ip.text()));
                putIfKnown(json, schema, "ip_prefix_hash", keyed(ip.prefix()));
            }
            case "payment_instrument" -> json.put("payment_hash", keyed(instrument(value)));
            default -> json.put(RAW_FIELDS.get(field), keyed(value));
        }
    }

    /** The keyed hash of a canonical value. */
    String keyed(String canonical) {
        return keyId + ":" + HexFormat.of().formatHex(hmac(canonical));
    }

    long[] minhash(EmailAddress email) {
        long[] least = new long[MINHASHES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (String gram : email.grams()) {
            ByteBuffer first = ByteBuffer.wrap(hmac("minhash/0:" + gram));
            ByteBuffer second = ByteBuffer.wrap(hmac("minhash/1:" + gram));
            for (int i = 0; i < MINHASHES; i++) {
                long hash = (i < MINHASHES / 2 ? first : second).getLong();
                least[i] = Math.min(least[i], hash);
            }
        }
        return least;
    }

    private byte[] hmac(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the raw field; null where it was null. */
    private String take(ObjectNode json, String field, String target) throws RecordException {
        if (mac == null) {
            throw refused(field, "is personal data and there is no key to hash it under: set " + KEY_VARIABLE);
        }
        JsonNode value = json.remove(field);
        if (value.isNull()) {
            return null;
        }
        if (json.hasNonNull(target)) {
            throw refused(field, "is given beside " + target + ": give one of the two");
        }
        String text = value.isTextual() ? value.asText().strip() : "";
        if (text.isEmpty()) {
            throw refused(field, "must be a text that is not empty");
        }
        return text;
    }

    private static void putIfKnown(ObjectNode json, Schema schema, String field, String value) {
        if (schema.getField(field) != null && !json.hasNonNull(field)) {
            json.put(field, value);
        }
    }

    private static EmailAddress email(String field, String value) throws RecordException {
        EmailAddress email = EmailAddress.parse(value);
        if (email == null) {
            throw refused(field, "is no e-mail address");
        }
        return email;
    }

    private static String instrument(String value) {
        String digits = value.replaceAll("[\\s-]", "");
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') && !digits.isEmpty() ? digits : value;
    }

    private static RecordException refused(String field, String what) {
        return new RecordException(Reasons.INVALID, "field " + field + ": " + what);
    }
}
