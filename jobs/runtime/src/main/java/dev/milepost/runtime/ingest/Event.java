package dev.milepost.runtime.ingest;

import org.apache.avro.specific.SpecificRecord;

/**
 * A valid record of one of the streams, before deduplication.
 *
 * @param stream the stream's name, as in {@code dev.milepost.schemas.Streams}
 * @param key the value of the stream's key field
 * @param eventId unique within stream and key
 * @param eventTimeMillis when it happened
 * @param receivedAtMillis when the log took it
 * @param contentHash 64-bit hash of the record's canonical bytes: tells a duplicate from a conflict
 * @param origin where it was read
 * @param payload the generated Avro record
 */
public record Event(
        String stream,
        String key,
        String eventId,
        long eventTimeMillis,
        long receivedAtMillis,
        long contentHash,
        Origin origin,
        SpecificRecord payload) {}
