package dev.milepost.cohorts.model;

import java.util.Locale;

/** What a cohort's time is counted from. */
public enum Anchor {
    /** The user's first signup. */
    SIGNUP(0),
    /** The user's first order or renewal. */
    FIRST_PURCHASE(1);

    /** In bytes. */
    final int code;

    Anchor(int code) {
        this.code = code;
    }

    /** As the tables name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
