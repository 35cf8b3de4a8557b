package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.SignalGroup;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * How likely a referral is fraud, and why.
 *
 * @param verdictId made of the assessment: the same in every run
 * @param timeMillis event time of the assessment
 * @param scoreMillionths probability of fraud after calibration and overrides, in millionths: 0 to 1,000,000
 * @param logit intercept and contributions added up, in their order
 * @param intercept b
 * @param contributions one of each group, in the order of {@link SignalGroup}
 * @param floor the override that holds; {@code null} where none does
 * @param reasons the greatest contributions above 0, at most {@link #REASONS}, the greatest first
 * @param features what all of it was made of
 */
public record Verdict(
        String verdictId,
        Subject subject,
        long timeMillis,
        int scoreMillionths,
        double logit,
        double intercept,
        List<Contribution> contributions,
        Floor floor,
        List<Reason> reasons,
        Versions versions,
        SignalVector features) {

    public static final int REASONS = 5;

    static final double MILLION = 1_000_000;

    public Verdict {
        contributions = List.copyOf(contributions);
        reasons = List.copyOf(reasons);
    }

    /** Probability of fraud, 0 to 1, in six decimals. */
    public double score() {
        return scoreMillionths / MILLION;
    }

    /** The signals that have no value, and why. */
    public List<Reading> missing() {
        return features.missing();
    }

    /** The reasons' codes, the strongest first, and OVERRIDE where a floor holds. */
    public List<String> codes() {
        List<String> codes = new ArrayList<>();
        reasons.forEach(reason -> codes.add(reason.signal().name()));
        if (floor != null) {
            codes.add(Floor.CODE);
        }
        return codes;
    }

    /** Whether who they are, or whom they are linked with, speaks against it: without that a score alone blocks nothing. */
    public boolean hasIdentityOrRing() {
        return floor != null
                || reasons.stream().map(reason -> reason.signal().group()).anyMatch(Verdict::isIdentityOrRing);
    }

    private static boolean isIdentityOrRing(SignalGroup group) {
        return group == SignalGroup.IDENTITY || group == SignalGroup.RING;
    }

    /**
     * The same verdict, made again of its features.
     *
     * @param weights of the version that it was made by
     * @throws IllegalArgumentException if they are of another version, or the verdict of another model
     */
    public Verdict replay(Weights weights) {
        if (weights.version() != versions.weights() || versions.model() != Versions.MODEL) {
            throw new IllegalArgumentException(verdictId + " was made by model " + versions.model() + ", weights "
                    + versions.weights() + ", not by model " + Versions.MODEL + ", weights " + weights.version());
        }
        return new Scorer(weights).score(subject, timeMillis, versions.rules(), features);
    }
}
