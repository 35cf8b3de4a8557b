package dev.milepost.experiments.model;

import dev.milepost.experiments.model.RefereeEvent.Bound;

/**
 * A referral as one advocate is told of it. Where it moves to another, the former one's stays for a while, and does not stand.
 *
 * @param knownMillis since when it is so
 * @param boughtMillis event time of the first sale from the signup on, where that is kept nowhere else; else null
 */
record Tie(
        String referralId, String advocateId, long signupMillis, long knownMillis, boolean stands, Long boughtMillis) {

    static Tie of(Bound bound, Tie before) {
        return new Tie(
                bound.referralId(),
                bound.advocateId(),
                bound.signupMillis(),
                bound.timeMillis(),
                true,
                before == null ? null : before.boughtMillis);
    }

    static String key(String referralId, String advocateId) {
        return referralId + '\n' + advocateId;
    }

    String key() {
        return key(referralId, advocateId);
    }

    Tie ended(long sinceMillis) {
        return new Tie(referralId, advocateId, signupMillis, sinceMillis, false, boughtMillis);
    }

    /** Whether a sale of that time is the referral's. */
    boolean covers(long saleMillis) {
        return saleMillis >= signupMillis;
    }

    /** Once a sale is kept no longer. */
    Tie settle(long saleMillis) {
        return !covers(saleMillis) || (boughtMillis != null && boughtMillis <= saleMillis)
                ? this
                : new Tie(referralId, advocateId, signupMillis, knownMillis, stands, saleMillis);
    }
}
