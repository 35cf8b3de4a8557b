package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Reward;

/** Whose events a rule counts together. */
public enum SubjectKind {
    /** Of asks: a user's own events, and that referrals of theirs were bound, or qualified. */
    USER(1),
    /** The referee of one referral, from the signup that was bound on. */
    REFERRAL(2),
    /** An advocate: their own events, and what {@code referral.*} and {@code reward.*} tell of their referrals. */
    ADVOCATE(4),
    /** All referred users of one account. */
    ACCOUNT(8);

    private final int bit;

    SubjectKind(int bit) {
        this.bit = bit;
    }

    /** As a bit of {@link SubjectEvent#seenBy}. */
    public int bit() {
        return bit;
    }

    public static SubjectKind of(Reward.Subject per) {
        return switch (per) {
            case REFERRAL -> REFERRAL;
            case ADVOCATE -> ADVOCATE;
            case ACCOUNT -> ACCOUNT;
        };
    }
}
