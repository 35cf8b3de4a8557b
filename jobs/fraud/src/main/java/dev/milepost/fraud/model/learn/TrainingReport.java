package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Weights;

/**
 * What came of a training.
 *
 * @param outcome whether the candidate went live
 * @param live the weights that are live after it
 * @param candidate what was learnt, with the version and time that it has, or would have had; {@code null} where there was too
 *     little
 * @param candidateLoss weighted mean log loss on the held-out examples, in nats; NaN where there was too little
 * @param liveLoss likewise of the weights that were live
 * @param trainedOn examples that it learnt from
 * @param heldOut the latest, which it was compared on
 * @param audited audited labels among those that it learnt from
 */
public record TrainingReport(
        Outcome outcome,
        Weights live,
        Weights candidate,
        double candidateLoss,
        double liveLoss,
        int trainedOn,
        int heldOut,
        int audited) {

    /** What holds before any training. */
    public static final TrainingReport EXPERTS =
            new TrainingReport(Outcome.EXPERTS, ExpertWeights.V1, ExpertWeights.V1, Double.NaN, Double.NaN, 0, 0, 0);

    /** Whether new weights went live, and why not. */
    public enum Outcome {
        /** Nothing was trained: the experts' weights are live from the beginning. */
        EXPERTS,
        WENT_LIVE,
        /** On the held-out examples its loss was above that of the weights that are live. */
        WORSE,
        /** Too few examples, or none of fraud, or none without. */
        TOO_FEW
    }
}
