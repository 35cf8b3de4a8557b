package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Contribution;
import dev.milepost.fraud.model.score.Verdict;
import java.util.List;

/**
 * A referral of which somebody has said what it was.
 *
 * @param labelledMillis event time of the label
 * @param propensity how likely it was to be labelled, from 0 to 1
 * @param strengths x_g of each group as it was scored, in the order of groups; NaN where it was missing
 */
public record Example(
        String referralId,
        long labelledMillis,
        LabelSource source,
        boolean fraud,
        double propensity,
        List<Double> strengths) {

    /** A label that was this unlikely, or more, counts this often. */
    static final double MOST_WEIGHT = 20;

    public Example {
        strengths = List.copyOf(strengths);
        if (!(propensity >= 0 && propensity <= 1)) {
            throw new IllegalArgumentException("A propensity of " + propensity);
        }
    }

    /** A label of what a verdict scored. */
    public static Example of(
            Verdict verdict, long labelledMillis, LabelSource source, boolean fraud, double propensity) {
        return new Example(
                verdict.subject().referralId(),
                labelledMillis,
                source,
                fraud,
                propensity,
                verdict.contributions().stream().map(Contribution::strength).toList());
    }

    /** Inverse propensity (Horvitz and Thompson, 1952), clipped. */
    double weight() {
        return Math.min(MOST_WEIGHT, 1 / propensity);
    }

    boolean isAudited() {
        return Audit.holds(referralId);
    }
}
