package dev.milepost.experiments.discovery;

import dev.milepost.experiments.statistics.MantelHaenszel;

/**
 * What follows a candidate. Shares, difference and error are those of the weaker of the two measures of activity; strata are weighted.
 *
 * @param candidate which
 * @param reached users of the strata that count who reached it by the landmark
 * @param notYet users of these strata who had not
 * @param share of those who reached it, with the outcome
 * @param shareNotYet of the others, with the outcome
 * @param difference the one less the other
 * @param se standard error of the difference
 * @param ciLow lower bound of an interval that holds both measures' differences, together with those of all other candidates
 * @param ciHigh its upper bound
 * @param differenceAtOthers the difference at equal activity but for the candidate's own events
 * @param differenceAtAll the difference at equal activity, the candidate's own events among it
 * @param p the greater of the two measures'; 1 where they point apart
 * @param pHolm p adjusted for all candidates that were judged
 * @param verdict what to make of it
 */
public record Finding(
        Candidate candidate,
        long reached,
        long notYet,
        double share,
        double shareNotYet,
        double difference,
        double se,
        double ciLow,
        double ciHigh,
        double differenceAtOthers,
        double differenceAtAll,
        double p,
        double pHolm,
        Verdict verdict) {

    /** What to make of a candidate. */
    public enum Verdict {
        /** The outcome follows it more often than chance and activity explain. */
        MILESTONE,
        /** The outcome follows it less often than chance and activity explain. */
        LESS,
        /** It stands out at equal other activity, and not once its own events are counted as activity too. */
        ACTIVITY,
        /** Nothing that chance does not explain. */
        NOTHING
    }

    /** The difference as a share of those who had not; NaN where none of these has the outcome. */
    public double lift() {
        return shareNotYet > 0 ? difference / shareNotYet : Double.NaN;
    }

    /** A candidate's comparisons by the two measures. */
    record Pair(Candidate candidate, MantelHaenszel atOthers, MantelHaenszel atAll) {

        boolean isJudgeable() {
            return atOthers.isJudgeable() && atAll.isJudgeable();
        }

        MantelHaenszel weaker() {
            return Math.abs(atOthers.z()) < Math.abs(atAll.z()) ? atOthers : atAll;
        }

        /** 0 where they point apart. */
        double z() {
            return atOthers.z() * atAll.z() > 0 ? weaker().z() : 0;
        }

        double p() {
            return MantelHaenszel.p(z());
        }

        Finding finding(double quantile, double pHolm, Verdict verdict) {
            MantelHaenszel shown = weaker();
            return new Finding(
                    candidate,
                    shown.treated(),
                    shown.controls(),
                    shown.shareTreated(),
                    shown.shareControls(),
                    shown.difference(),
                    shown.se(),
                    Math.min(
                            atOthers.difference() - quantile * atOthers.se(),
                            atAll.difference() - quantile * atAll.se()),
                    Math.max(
                            atOthers.difference() + quantile * atOthers.se(),
                            atAll.difference() + quantile * atAll.se()),
                    atOthers.difference(),
                    atAll.difference(),
                    p(),
                    pHolm,
                    verdict);
        }
    }
}
