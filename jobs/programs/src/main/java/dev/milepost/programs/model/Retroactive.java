package dev.milepost.programs.model;

/** What a new version does to rewards already earned. */
public enum Retroactive {
    /** Nothing. */
    NONE,
    /** Those that are not paid yet become what the new version gives. */
    UNPAID,
    /** All become it: what was paid is followed by the difference. */
    ALL
}
