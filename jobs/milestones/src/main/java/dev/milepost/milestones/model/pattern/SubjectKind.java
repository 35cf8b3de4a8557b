package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Reward;

/** Whose events a rule counts together. */
public enum SubjectKind {
    /** Of asks: a user's own events. */
    USER,
    /** The referee of one referral, from the signup that was bound on. */
    REFERRAL,
    /** An advocate: their own events, and what {@code referral.*} and {@code reward.*} tell of their referrals. */
    ADVOCATE,
    /** All referred users of one account. */
    ACCOUNT;

    /** As a bit of {@link SubjectEvent#seenBy}. */
    public int bit() {
        return 1 << ordinal();
    }

    public static SubjectKind of(Reward.Subject per) {
        return switch (per) {
            case REFERRAL -> REFERRAL;
            case ADVOCATE -> ADVOCATE;
            case ACCOUNT -> ACCOUNT;
        };
    }
}
