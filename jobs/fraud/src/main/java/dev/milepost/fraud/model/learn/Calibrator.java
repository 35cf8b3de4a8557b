package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Calibration;
import dev.milepost.fraud.model.score.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Calibrates on audited labels, which are as all referrals are. Platt's line below {@link #ISOTONIC_FROM} labels, drawn to the
 * identity; from there on isotonic regression by pooling adjacent violators (Ayer et al., 1955), each pool drawn to Platt's line
 * by two labels, so that five of five are no certainty.
 */
final class Calibrator {

    static final int ISOTONIC_FROM = 500;

    private static final double SLOPE_SPREAD = 0.2;
    private static final double OFFSET_SPREAD = 0.4;
    private static final double LEAST_SLOPE = 0.05;
    private static final double POOL_PRIOR = 2;

    /** Two less than knots, which the ends take. */
    private static final int BINS = Calibration.Isotonic.KNOTS - 2;

    /** How far beyond the last label scores still rise, in log odds. */
    private static final double END = 4;

    private record Labelled(double logit, boolean fraud) {}

    /** Labels that have one probability: their number, the sum of their logits, the frauds among them. */
    private record Pool(int labels, double logits, int frauds) {

        double logit() {
            return logits / labels;
        }

        double share() {
            return frauds / (double) labels;
        }

        Pool with(Pool other) {
            return new Pool(labels + other.labels, logits + other.logits, frauds + other.frauds);
        }
    }

    private Calibrator() {}

    static Calibration calibrate(List<Example> audited, Weights weights) {
        List<Labelled> labelled = audited.stream()
                .map(each -> new Labelled(Trainer.logit(each, weights), each.fraud()))
                .sorted(Comparator.comparingDouble(Labelled::logit).thenComparing(Labelled::fraud))
                .toList();
        Calibration.Platt platt = platt(labelled);
        return labelled.size() < ISOTONIC_FROM ? platt : isotonic(labelled, platt);
    }

    /** With Platt's targets, (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2). */
    private static Calibration.Platt platt(List<Labelled> labelled) {
        long frauds = labelled.stream().filter(Labelled::fraud).count();
        double[][] rows = new double[labelled.size()][];
        double[] targets = new double[rows.length];
        double[] importance = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {labelled.get(i).logit(), 1};
            targets[i] = labelled.get(i).fraud() ? (frauds + 1.0) / (frauds + 2) : 1.0 / (rows.length - frauds + 2);
            importance[i] = 1;
        }
        double[] fitted = Fit.solve(new Problem(
                rows,
                targets,
                importance,
                new double[] {1, 0},
                new double[] {SLOPE_SPREAD, OFFSET_SPREAD},
                new double[] {LEAST_SLOPE, Double.NEGATIVE_INFINITY}));
        return new Calibration.Platt(fitted[0], fitted[1]);
    }

    private static Calibration isotonic(List<Labelled> labelled, Calibration.Platt platt) {
        List<Double> logits = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        double highest = 0;
        for (Pool pool : pools(labelled)) {
            double drawn =
                    (pool.frauds() + POOL_PRIOR * platt.probability(pool.logit())) / (pool.labels() + POOL_PRIOR);
            highest = Math.max(highest, drawn);
            logits.add(pool.logit());
            probabilities.add(highest);
        }
        logits.add(0, logits.get(0) - END);
        probabilities.add(0, probabilities.get(0) / 2);
        logits.add(logits.get(logits.size() - 1) + END);
        probabilities.add(1 - (1 - highest) / 2);
        return new Calibration.Isotonic(logits, probabilities);
    }

    private static List<Pool> pools(List<Labelled> sorted) {
        List<Pool> pools = new ArrayList<>();
        for (Pool bin : bins(sorted)) {
            pools.add(bin);
            int last = pools.size() - 1;
            while (last > 0
                    && (pools.get(last - 1).share() >= pools.get(last).share()
                            || pools.get(last - 1).logit() >= pools.get(last).logit())) {
                Pool joined = pools.get(last - 1).with(pools.remove(last));
                last--;
                pools.set(last, joined);
            }
        }
        return pools;
    }

    /** As many in each, as far as that goes. */
    private static List<Pool> bins(List<Labelled> sorted) {
        List<Pool> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            Pool bin = new Pool(0, 0, 0);
            for (int i = sorted.size() * b / BINS; i < sorted.size() * (b + 1) / BINS; i++) {
                bin = bin.with(new Pool(1, sorted.get(i).logit(), sorted.get(i).fraud() ? 1 : 0));
            }
            if (bin.labels() > 0) {
                bins.add(bin);
            }
        }
        return bins;
    }
}
