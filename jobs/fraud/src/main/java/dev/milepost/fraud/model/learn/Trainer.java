package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Calibration;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.GroupWeight;
import dev.milepost.fraud.model.score.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes weights of examples: logistic regression drawn to the experts' weights (a normal prior of one log odd about each, of two
 * about the intercept), no weight below 0, each example by its clipped inverse propensity, scaled to their number. A missing group
 * is at its centre, as it is where it is scored.
 *
 * <p>Labels may be wrong, each source as often as its reliability says: an example is fraud with the probability that label and
 * model together give it, by expectation and maximisation (Raykar et al., "Learning from crowds", 2010, with known error rates).
 * So one label against all appearance counts little, and many like it count in full.
 */
final class Trainer {

    private static final double WEIGHT_SPREAD = 1;
    private static final double INTERCEPT_SPREAD = 2;

    /** Of fewer audits the experts know the usual strengths better. */
    private static final int ENOUGH_AUDITS = 100;

    private static final int ROUNDS = 8;

    private static final Weights PRIOR = ExpertWeights.V1;

    private Trainer() {}

    /** Weights without version and time, calibrated on the audited among the examples, which are in their order. */
    static Weights train(List<Example> examples) {
        double[] centres = centres(examples);
        double[] fitted = fit(examples, centres);
        List<GroupWeight> groups = new ArrayList<>();
        for (int g = 0; g < centres.length; g++) {
            groups.add(new GroupWeight(PRIOR.groups().get(g).group(), fitted[g + 1], centres[g]));
        }
        Weights uncalibrated = new Weights(
                PRIOR.version(),
                PRIOR.validFromMillis(),
                fitted[0],
                groups,
                PRIOR.scales(),
                Calibration.Platt.NONE,
                PRIOR.floor());
        return with(uncalibrated, Calibrator.calibrate(audited(examples), uncalibrated));
    }

    private static Weights with(Weights weights, Calibration calibration) {
        return new Weights(
                weights.version(),
                weights.validFromMillis(),
                weights.intercept(),
                weights.groups(),
                weights.scales(),
                calibration,
                weights.floor());
    }

    private static List<Example> audited(List<Example> examples) {
        return examples.stream().filter(Example::audited).toList();
    }

    /** x̄_g: the mean among the audited, who are as all are; where those are few, the experts'. */
    private static double[] centres(List<Example> examples) {
        List<Example> audited = audited(examples);
        double[] centres = new double[PRIOR.groups().size()];
        for (int g = 0; g < centres.length; g++) {
            double sum = 0;
            int known = 0;
            for (Example each : audited) {
                double strength = each.strengths().get(g);
                if (!Double.isNaN(strength)) {
                    sum += strength;
                    known++;
                }
            }
            centres[g] = known < ENOUGH_AUDITS ? PRIOR.groups().get(g).centre() : sum / known;
        }
        return centres;
    }

    private static double[] fit(List<Example> examples, double[] centres) {
        double[][] rows = new double[examples.size()][];
        double[] importance = new double[rows.length];
        double[] targets = new double[rows.length];
        double whole = examples.stream().mapToDouble(Example::weight).sum();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(examples.get(i), centres);
            importance[i] = examples.get(i).weight() * rows.length / whole;
        }
        double[] fitted = prior();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < rows.length; i++) {
                targets[i] = target(examples.get(i), Logistic.sigma(Problem.dot(fitted, rows[i])));
            }
            fitted = Fit.solve(new Problem(rows, targets, importance, prior(), spread(), least()));
        }
        return fitted;
    }

    /** How likely an example is fraud, by Bayes: its label, and what the model says without it. */
    private static double target(Example example, double probability) {
        double right = example.source().reliability();
        double ifFraud = probability * (example.fraud() ? right : 1 - right);
        double ifClean = (1 - probability) * (example.fraud() ? 1 - right : right);
        return ifFraud / (ifFraud + ifClean);
    }

    private static double[] prior() {
        double[] prior = new double[PRIOR.groups().size() + 1];
        prior[0] = PRIOR.intercept();
        for (int g = 1; g < prior.length; g++) {
            prior[g] = PRIOR.groups().get(g - 1).weight();
        }
        return prior;
    }

    private static double[] spread() {
        double[] spread = new double[PRIOR.groups().size() + 1];
        Arrays.fill(spread, WEIGHT_SPREAD);
        spread[0] = INTERCEPT_SPREAD;
        return spread;
    }

    private static double[] least() {
        double[] least = new double[PRIOR.groups().size() + 1];
        least[0] = Double.NEGATIVE_INFINITY;
        return least;
    }

    private static double[] row(Example example, double[] centres) {
        double[] row = new double[centres.length + 1];
        row[0] = 1;
        for (int g = 0; g < centres.length; g++) {
            double strength = example.strengths().get(g);
            row[g + 1] = Double.isNaN(strength) ? 0 : strength - centres[g];
        }
        return row;
    }

    /** The logit that weights give an example. */
    static double logit(Example example, Weights weights) {
        double logit = weights.intercept();
        for (int g = 0; g < weights.groups().size(); g++) {
            GroupWeight group = weights.groups().get(g);
            double strength = example.strengths().get(g);
            logit += Double.isNaN(strength) ? 0 : group.weight() * (strength - group.centre());
        }
        return logit;
    }
}
