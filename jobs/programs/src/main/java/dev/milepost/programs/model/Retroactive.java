package dev.milepost.programs.model;

import java.time.Duration;

/** What a new version does to rewards already earned. */
public enum Retroactive {
    /** Nothing. */
    NONE,
    /** Those that are not paid yet become what the new version gives. */
    UNPAID,
    /** All become it: what was paid is followed by the difference, where its last entry is not older than {@link #REACHES_BACK}. */
    ALL;

    /** So long after its last entry the ledger knows a reward of which nothing is owed. */
    public static final Duration REACHES_BACK = Duration.ofDays(400);
}
