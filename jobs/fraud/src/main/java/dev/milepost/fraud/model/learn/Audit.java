package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.FraudIds;

/** The random audit: one referral in a hundred is shown to a reviewer whatever its score. Who, is a hash of its id. */
public final class Audit {

    public static final double SHARE = 0.01;

    private Audit() {}

    public static boolean holds(String referralId) {
        return FraudIds.point("audit", referralId) < SHARE;
    }
}
