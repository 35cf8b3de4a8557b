package dev.milepost.milestones.model.ask;

import java.util.Locale;

/** What was decided about an ask. */
public enum Decision {
    /** The messaging tool is told to ask. */
    ASKED,
    /** In the holdout: the ask is withheld, and counts as if it had been made. */
    HELD_OUT,
    /** A guard stopped it. */
    NOT_ASKED,
    /** It was told otherwise, and is taken back as far as that is possible. */
    WITHDRAWN;

    /** As it is in the warehouse. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isExposure() {
        return this == ASKED || this == HELD_OUT;
    }
}
