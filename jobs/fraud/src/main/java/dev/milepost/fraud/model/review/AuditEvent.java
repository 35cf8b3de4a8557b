package dev.milepost.fraud.model.review;

import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One event of a case's audit log, chained to the one before.
 *
 * @param sequence from 1, without gaps
 * @param kind what happened: an action of reviews, or {@code ALERT}, {@code MERGED}, {@code JOINED},
 *     {@code SLA_BREACHED}, {@code TIMED_OUT}
 * @param version the version of the case after it
 * @param actor who did it; empty: nobody, it was time
 * @param causeId the event_id of the review, the id of the alert or of the other case; empty: it was time
 * @param detail what it says beyond that, a JSON object
 * @param previousHash the hash of the one before, in hexadecimal; of the first 64 zeros
 * @param hash SHA-256 of the previous hash and the canonical bytes of all other fields, in hexadecimal
 */
public record AuditEvent(
        String caseId,
        long sequence,
        long timeMillis,
        String kind,
        long version,
        String actor,
        String causeId,
        String detail,
        String previousHash,
        String hash) {

    /** What the first event is chained to. */
    public static final String GENESIS = "0".repeat(64);

    /** Of the canonical bytes: another layout takes another number. */
    private static final int LAYOUT = 1;

    /** The event with the hash that it must have. */
    AuditEvent hashed() {
        return new AuditEvent(
                caseId, sequence, timeMillis, kind, version, actor, causeId, detail, previousHash, computedHash());
    }

    /** The hash that it must have by its other fields. */
    String computedHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previousHash.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(canonicalBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Each text behind its length, so that no two events have the same. */
    private byte[] canonicalBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(LAYOUT);
            writeText(caseId, out);
            writeLong(sequence, out);
            writeLong(timeMillis, out);
            writeText(kind, out);
            writeLong(version, out);
            writeText(actor, out);
            writeText(causeId, out);
            writeText(detail, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
