package dev.milepost.fraud.model.score;

import java.io.Serializable;
import java.util.List;

/** From a logit to a probability of fraud: monotone, between {@link #LEAST} and {@link #GREATEST}. */
public sealed interface Calibration extends Serializable {

    double LEAST = 1e-6;
    double GREATEST = 1 - 1e-6;

    double probability(double logit);

    private static double inside(double probability) {
        return Math.min(GREATEST, Math.max(LEAST, probability));
    }

    /**
     * σ(slope · logit + offset) (Platt, "Probabilistic outputs for support vector machines", 1999).
     *
     * @param slope above 0
     */
    record Platt(double slope, double offset) implements Calibration {

        /** Takes the logit at its word. */
        public static final Platt NONE = new Platt(1, 0);

        public Platt {
            if (!(slope > 0)) {
                throw new IllegalArgumentException("A slope of " + slope);
            }
        }

        @Override
        public double probability(double logit) {
            return inside(1 / (1 + StrictMath.exp(-(slope * logit + offset))));
        }
    }

    /**
     * Straight lines between knots, flat beyond them; so the order of scores stays where isotonic regression alone has steps.
     *
     * @param logits rising, at least one, at most {@link #KNOTS}
     * @param probabilities not falling, as many
     */
    record Isotonic(List<Double> logits, List<Double> probabilities) implements Calibration {

        public static final int KNOTS = 64;

        public Isotonic {
            logits = List.copyOf(logits);
            probabilities = List.copyOf(probabilities);
            if (logits.isEmpty() || logits.size() > KNOTS || logits.size() != probabilities.size()) {
                throw new IllegalArgumentException(logits.size() + " and " + probabilities.size() + " knots");
            }
            for (int i = 1; i < logits.size(); i++) {
                if (!(logits.get(i) > logits.get(i - 1)) || !(probabilities.get(i) >= probabilities.get(i - 1))) {
                    throw new IllegalArgumentException("Knot " + i + " does not rise");
                }
            }
        }

        @Override
        public double probability(double logit) {
            int above = 0;
            while (above < logits.size() && logits.get(above) < logit) {
                above++;
            }
            if (above == 0) {
                return inside(probabilities.get(0));
            }
            if (above == logits.size()) {
                return inside(probabilities.get(above - 1));
            }
            double from = logits.get(above - 1);
            double share = (logit - from) / (logits.get(above) - from);
            double low = probabilities.get(above - 1);
            return inside(low + share * (probabilities.get(above) - low));
        }
    }
}
