package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.learn.TrainingReport.Outcome;
import dev.milepost.fraud.model.score.Weights;
import java.util.List;

/** Takes labels and trains at midnight, UTC, of event time. Pure but for the state that it is handed. */
public final class Learner {

    /** New weights score from this long after the midnight on. */
    public static final long VALID_AFTER_MILLIS = 3_600_000L;

    private static final int ENOUGH_TRAINING = 100;
    private static final int ENOUGH_HELD_OUT = 25;

    /** One in this many, the latest, is held out. */
    private static final int HELD_OUT = 5;

    private Learner() {}

    /** Remembers a label. Labels come in (time, id) order. */
    public static void add(LearnerState state, Example example) {
        state.examples.add(example);
    }

    /**
     * Trains on what was labelled before a midnight. New weights go live only where they are no worse than those that are, on the
     * latest fifth, which they have not learnt from.
     */
    public static TrainingReport train(LearnerState state, long midnightMillis) {
        List<Example> examples = state.examples.before(midnightMillis);
        int training = examples.size() - examples.size() / HELD_OUT;
        List<Example> seen = examples.subList(0, training);
        List<Example> heldOut = examples.subList(training, examples.size());
        if (seen.size() < ENOUGH_TRAINING || heldOut.size() < ENOUGH_HELD_OUT || isOneSided(seen)) {
            return new TrainingReport(
                    Outcome.TOO_FEW, state.live, null, Double.NaN, Double.NaN, seen.size(), heldOut.size(), 0);
        }
        Weights candidate = numbered(Trainer.train(seen), state.live.version() + 1, midnightMillis);
        double candidateLoss = loss(heldOut, candidate);
        double liveLoss = loss(heldOut, state.live);
        boolean noWorse = candidateLoss <= liveLoss;
        if (noWorse) {
            state.live = candidate;
        }
        return new TrainingReport(
                noWorse ? Outcome.WENT_LIVE : Outcome.WORSE,
                state.live,
                candidate,
                candidateLoss,
                liveLoss,
                seen.size(),
                heldOut.size(),
                (int) seen.stream().filter(Example::audited).count());
    }

    private static boolean isOneSided(List<Example> examples) {
        return examples.stream().allMatch(Example::fraud) || examples.stream().noneMatch(Example::fraud);
    }

    private static Weights numbered(Weights trained, int version, long midnightMillis) {
        return new Weights(
                version,
                midnightMillis + VALID_AFTER_MILLIS,
                trained.intercept(),
                trained.groups(),
                trained.scales(),
                trained.calibration(),
                trained.floor());
    }

    /** Mean log loss of calibrated probabilities, each example by its clipped inverse propensity. */
    static double loss(List<Example> examples, Weights weights) {
        double sum = 0;
        double whole = 0;
        for (Example each : examples) {
            double probability = weights.calibration().probability(Trainer.logit(each, weights));
            sum -= each.weight() * StrictMath.log(each.fraud() ? probability : 1 - probability);
            whole += each.weight();
        }
        return sum / whole;
    }
}
