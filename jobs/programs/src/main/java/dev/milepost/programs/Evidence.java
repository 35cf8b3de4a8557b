package dev.milepost.programs;

/** What can bind a referee to an advocate. */
public enum Evidence {
    /** The code was entered at signup. */
    CODE,
    /** An invite went to the signup's e-mail address. */
    INVITE,
    /** A click on a referral link. */
    LINK
}
