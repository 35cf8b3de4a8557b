package dev.milepost.simulator;

/**
 * What attribution must say of one piece of evidence, with the default settings of programs.
 *
 * @param referee who signed up
 * @param advocate whose code it is; empty where nobody created it
 * @param code the referral code
 * @param how the evidence: {@code code}, {@code invite} or {@code link}
 * @param outcome {@code bound}; {@code refused:} and the reason; or {@code none} where it counts for nothing and leaves
 *     no row
 * @param scenario how it came about
 * @param decidedMillis event time of the last event that the outcome rests on
 */
record ExpectedReferral(
        String referee,
        String advocate,
        String code,
        String how,
        String outcome,
        Scenario scenario,
        long decidedMillis) {

    static final String BOUND = "bound";
    static final String NONE = "none";

    boolean isBound() {
        return BOUND.equals(outcome);
    }

    boolean isRefused() {
        return outcome.startsWith("refused:");
    }
}
