package dev.milepost.programs;

/** Which of several referral links binds. */
public enum Bind {
    FIRST,
    LAST
}
