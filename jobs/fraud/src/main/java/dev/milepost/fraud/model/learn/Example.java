package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Contribution;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.signal.Coded;
import java.io.IOException;
import java.util.List;

/**
 * A referral of which somebody has said what it was.
 *
 * @param labelledMillis event time of the label
 * @param propensity how likely it was to be labelled, from 0 to 1
 * @param audited whether a person decided it who was shown it by chance, or would have been: such labels are as all referrals are
 * @param strengths x_g of each group as it was scored, in the order of groups; NaN where it was missing
 * @param standing what it says of those before
 */
public record Example(
        String referralId,
        long labelledMillis,
        LabelSource source,
        boolean fraud,
        double propensity,
        boolean audited,
        List<Double> strengths,
        Standing standing) {

    /** What an example says of those of its referral that were told before. */
    public enum Standing implements Coded {
        /** It takes the place of one whose source is no stronger. */
        USUAL(0),
        /** A stronger one before holds no more: this one does. */
        INSTEAD(1),
        /** The one before holds no more, and none does. */
        GONE(2);

        private final int code;

        Standing(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }

        static Standing ofCode(int code) throws IOException {
            for (Standing standing : values()) {
                if (standing.code == code) {
                    return standing;
                }
            }
            throw new IOException("No standing of examples has code " + code);
        }
    }

    /** A label that was this unlikely, or more, counts this often. */
    static final double MOST_WEIGHT = 20;

    public Example {
        strengths = List.copyOf(strengths);
        if (!(propensity >= 0 && propensity <= 1)) {
            throw new IllegalArgumentException("A propensity of " + propensity);
        }
    }

    /** That says nothing of those before. */
    public Example(
            String referralId,
            long labelledMillis,
            LabelSource source,
            boolean fraud,
            double propensity,
            boolean audited,
            List<Double> strengths) {
        this(referralId, labelledMillis, source, fraud, propensity, audited, strengths, Standing.USUAL);
    }

    /** The same, told at that time with that standing. */
    public Example standing(Standing as, long toldMillis) {
        return new Example(referralId, toldMillis, source, fraud, propensity, audited, strengths, as);
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
                : new Example(referralId, labelledMillis, source, fraud, propensity, true, strengths, standing);
    }
}
