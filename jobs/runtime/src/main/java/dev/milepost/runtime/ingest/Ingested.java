package dev.milepost.runtime.ingest;

import dev.milepost.schemas.row.DeadLetterRow;

/**
 * What a source makes of one record: an event, or a dead letter. Exactly one of the two is set.
 *
 * @param event the valid record
 * @param deadLetter why the record could not be used
 * @param raw of a dead letter from a topic: the record as it was read, for the archive; else null
 */
public record Ingested(Event event, DeadLetterRow deadLetter, RawValue raw) {

    /** Where the record was read. */
    public Origin origin() {
        return event != null
                ? event.origin()
                : new Origin(deadLetter.getOrigin(), deadLetter.getOriginPartition(), deadLetter.getOriginPosition());
    }

    public static Ingested accepted(Event event) {
        return new Ingested(event, null, null);
    }

    public static Ingested refused(DeadLetterRow deadLetter) {
        return new Ingested(null, deadLetter, null);
    }

    public static Ingested refused(DeadLetterRow deadLetter, RawValue raw) {
        return new Ingested(null, deadLetter, raw);
    }
}
