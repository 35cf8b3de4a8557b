package dev.milepost.fraud.model.review;

import java.util.Locale;

/**
 * Why a review changed nothing.
 *
 * @param sentence for people
 */
public record Refusal(Reason reason, String sentence) {

    /** For programs: dead letters and metrics name it by {@link #code}. */
    public enum Reason {
        UNKNOWN_CASE,
        OTHER_CASE,
        MERGED,
        STALE_VERSION,
        BACKDATED,
        TOO_MANY,
        OWN_CASE,
        CLAIMED_BY_OTHER,
        NOT_CLAIMED,
        NOTHING_TO_DECIDE,
        UNKNOWN_REFERRAL,
        ALREADY_SO,
        TIMED_OUT,
        TYPOLOGY_REQUIRED,
        REASON_REQUIRED,
        PARTIAL_OF_ALL,
        SECOND_PERSON_REQUIRED,
        ALREADY_ESCALATED,
        NOTHING_TO_APPEAL;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
