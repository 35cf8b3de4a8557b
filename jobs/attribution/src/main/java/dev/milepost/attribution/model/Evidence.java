package dev.milepost.attribution.model;

import java.util.Locale;

/** How a referee came by a code, in the order in which candidates are tried. */
public enum Evidence {
    /** Entered at signup. */
    CODE,
    /** An invite to the address they signed up with. */
    INVITE,
    /** A referral touch before the signup. */
    LINK;

    /** The name in program files and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
