package dev.milepost.attribution.program;

/** Which of several referral links binds. */
public enum Bind {
    FIRST,
    LAST
}
