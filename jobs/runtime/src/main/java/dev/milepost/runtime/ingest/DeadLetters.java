package dev.milepost.runtime.ingest;

import dev.milepost.schemas.row.DeadLetterRow;
import java.time.Instant;
import java.util.Base64;

/** Makes dead letters: a record that could not be used, why, and where it was. */
public final class DeadLetters {

    /** Of a longer payload, this many characters are kept. */
    static final int MAX_PAYLOAD = 65_536;

    private static final int MAX_TEXT = 1_024;

    private DeadLetters() {}

    /**
     * A record that could not be used. Its identity is reason and origin, so the same record, read again, is the same
     * dead letter.
     *
     * @param reason one of {@link Reasons}, or a job's own
     * @param detail what was wrong, with the field
     * @param stream the stream it came in on
     * @param origin where it was read
     * @param eventId the event's id, empty where it could not be read
     * @param eventTimeMillis the event's time, null where it could not be read; outside 1970 to 2199 it is left out
     * @param receivedAtMillis when the log took it; where that is unknown, its event time, else 0
     * @param payload the record's JSON, or Base64 of its bytes; without raw personal data
     */
    public static DeadLetterRow of(
            String reason,
            String detail,
            String stream,
            Origin origin,
            String eventId,
            Long eventTimeMillis,
            long receivedAtMillis,
            String payload) {
        return identified(
                origin.toString(), reason, detail, stream, origin, eventId, eventTimeMillis, receivedAtMillis, payload);
    }

    /** A valid event that could not be used all the same; the rest as in the other. */
    public static DeadLetterRow of(String reason, String detail, Event event) {
        return of(
                reason,
                detail,
                event.stream(),
                event.origin(),
                event.eventId(),
                event.eventTimeMillis(),
                event.receivedAtMillis(),
                JsonText.of(event.payload()));
    }

    /**
     * A record, or a fact, that could not be used, of an identity of its own; the rest as in {@link #of}.
     *
     * @param identity what makes it the same dead letter, after its reason
     */
    public static DeadLetterRow identified(
            String identity,
            String reason,
            String detail,
            String stream,
            Origin origin,
            String eventId,
            Long eventTimeMillis,
            long receivedAtMillis,
            String payload) {
        return new DeadLetterRow(
                reason + ":" + identity,
                reason,
                cut(detail, MAX_TEXT),
                stream,
                origin.name(),
                origin.partition(),
                origin.position(),
                cut(eventId, MAX_TEXT),
                eventTimeMillis == null || !Validation.isSane(eventTimeMillis)
                        ? null
                        : Instant.ofEpochMilli(eventTimeMillis),
                Instant.ofEpochMilli(Validation.isSane(receivedAtMillis) ? receivedAtMillis : 0),
                cut(payload, MAX_PAYLOAD));
    }

    /**
     * The identity of an event by what it is, not by where it was read: all copies of it are one. The content's hash also
     * tells apart what a slash within a key or an id would confuse.
     */
    public static String identityOf(String stream, String key, String eventId, long contentHash) {
        return stream + "/" + key + "/" + eventId + "#" + String.format("%016x", contentHash);
    }

    /** Bytes as a payload. */
    static String base64(byte[] bytes) {
        return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }
}
