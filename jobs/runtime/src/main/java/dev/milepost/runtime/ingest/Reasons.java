package dev.milepost.runtime.ingest;

import java.util.Set;

/** Why a record became a dead letter, as far as every job has these reasons. Jobs add their own. */
public final class Reasons {

    /** The bytes are no record at all. */
    public static final String UNDECODABLE = "undecodable";

    /** The record names a schema that neither this release nor the registry knows. */
    public static final String UNKNOWN_SCHEMA = "unknown_schema";

    /** A field is missing, of the wrong type (in the writer's schema, maybe), or of a value that its contract refuses. */
    public static final String INVALID = "invalid";

    /** Received too long after its event time. */
    public static final String LATE = "late";

    /** Its event time is too far ahead of its receipt. */
    public static final String FUTURE = "future";

    /** Accepted, but before the time to which its key is folded. */
    public static final String BEHIND_BASE = "behind_base";

    /** Another record of the same key and event_id holds other content. */
    public static final String CONFLICTING_DUPLICATE = "conflicting_duplicate";

    /** A rule that would hold too soon after its arrival, or already. */
    public static final String RULE_LATE = "rule_late";

    /** A rule whose version is known with another content, or that does not agree with those that are known. */
    public static final String RULE_CONFLICT = "rule_conflict";

    /** The warehouse refused the row. */
    public static final String REFUSED_ROW = "refused_row";

    /** What a record is refused for that never becomes an event. */
    private static final Set<String> OF_INGEST = Set.of(UNDECODABLE, UNKNOWN_SCHEMA, INVALID, LATE, FUTURE);

    private Reasons() {}

    /** Those that ingest gives. */
    public static Set<String> ofIngest() {
        return OF_INGEST;
    }

    /**
     * Whether ingest gives it. What is refused for any other reason was taken in before: its event may count, and its event_id is
     * taken.
     */
    public static boolean isOfIngest(String reason) {
        return OF_INGEST.contains(reason);
    }
}
