package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Contribution;
import dev.milepost.fraud.model.score.Verdict;
import java.util.List;

/**
 * A referral of which somebody has said what it was.
 *
 * @param labelledMillis event time of the label
 * @param propensity how likely it was to be labelled, from 0 to 1
 * @param audited whether a person decided it who was shown it by chance, or would have been: such labels are as all referrals are
 * @param strengths x_g of each group as it was scored, in the order of groups; NaN where it was missing
 */
public record Example(
        String referralId,
        long labelledMillis,
        LabelSource source,
        boolean fraud,
        double propensity,
        boolean audited,
        List<Double> strengths) {

    /** A label that was this unlikely, or more, counts this often. */
    static final double MOST_WEIGHT = 20;

    public Example {
        strengths = List.copyOf(strengths);
        if (!(propensity >= 0 && propensity <= 1)) {
            throw new IllegalArgumentException("A propensity of " + propensity);
        }
    }

    /** A label of what a verdict scored: the referral's latest verdict of before the label, which has not seen it. */
    public static Example of(
            Verdict verdict, long labelledMillis, LabelSource source, boolean fraud, double propensity) {
        return new Example(
                verdict.subject().referralId(),
                labelledMillis,
                source,
                fraud,
                propensity,
                isByChance(verdict.subject().referralId(), source),
                verdict.contributions().stream().map(Contribution::strength).toList());
    }

    /** Inverse propensity (Horvitz and Thompson, 1952), clipped. */
    double weight() {
        return Math.min(MOST_WEIGHT, 1 / propensity);
    }

    private static boolean isByChance(String referralId, LabelSource source) {
        return source == LabelSource.AUDIT || (source == LabelSource.REVIEW && Audit.holds(referralId));
    }

    /** The same, audited if either is. */
    Example orAudited(boolean other) {
        return audited || !other
                ? this
                : new Example(referralId, labelledMillis, source, fraud, propensity, true, strengths);
    }
}
