package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Calibration;
import dev.milepost.fraud.model.score.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Calibrates on audited labels, which are as all referrals are. Platt's line below {@link #ISOTONIC_FROM} labels, drawn to the
 * identity; from there on isotonic regression by pooling adjacent violators (Ayer et al., 1955), each bin of labels drawn to
 * Platt's line by two, so that five of five are no certainty.
 */
final class Calibrator {

    static final int ISOTONIC_FROM = 500;

    private static final double SLOPE_SPREAD = 0.2;
    private static final double OFFSET_SPREAD = 0.4;
    private static final double LEAST_SLOPE = 0.05;
    private static final double LINE_LABELS = 2;

    /** Two less than knots, which the ends take. */
    private static final int BINS = Calibration.Isotonic.KNOTS - 2;

    /** How far beyond the last label scores still rise, in log odds. */
    private static final double END = 4;

    private record Labelled(double logit, boolean fraud) {}

    /** Adjacent labels: their number, the logit of the one in the middle of the first bin, the frauds among them. */
    private record Pool(int labels, double logit, int frauds) {

        double share() {
            return frauds / (double) labels;
        }

        Pool with(Pool other) {
            return new Pool(labels + other.labels, logit, frauds + other.frauds);
        }
    }

    private Calibrator() {}

    static Calibration calibrate(List<Example> audited, Weights weights) {
        // Of one logit fraud comes first, so that they are one pool, and not a rise.
        List<Labelled> labelled = audited.stream()
                .map(each -> new Labelled(Trainer.logit(each, weights), each.fraud()))
                .sorted(Comparator.comparingDouble(Labelled::logit)
                        .thenComparing(Labelled::fraud, Comparator.reverseOrder()))
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

    /** A knot for each bin: its pool's share, drawn to Platt's line at the bin, so that scores rise within a pool too. */
    private static Calibration isotonic(List<Labelled> labelled, Calibration.Platt platt) {
        List<Pool> bins = bins(labelled);
        List<Double> shares = shares(bins);
        List<Double> logits = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        double highest = 0;
        for (int b = 0; b < bins.size(); b++) {
            Pool bin = bins.get(b);
            double drawn = (bin.labels() * shares.get(b) + LINE_LABELS * platt.probability(bin.logit()))
                    / (bin.labels() + LINE_LABELS);
            highest = Math.max(highest, drawn);
            logits.add(bin.logit());
            probabilities.add(highest);
        }
        logits.add(0, logits.get(0) - END);
        probabilities.add(0, probabilities.get(0) / 2);
        logits.add(logits.get(logits.size() - 1) + END);
        probabilities.add(1 - (1 - highest) / 2);
        return new Calibration.Isotonic(logits, probabilities);
    }

    /** The share of fraud of each bin's pool: adjacent bins whose shares do not rise are one pool. */
    private static List<Double> shares(List<Pool> bins) {
        List<Pool> pools = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (Pool bin : bins) {
            Pool pool = bin;
            int size = 1;
            while (!pools.isEmpty() && pools.get(pools.size() - 1).share() >= pool.share()) {
                pool = pools.remove(pools.size() - 1).with(pool);
                size += sizes.remove(sizes.size() - 1);
            }
            pools.add(pool);
            sizes.add(size);
        }
        List<Double> shares = new ArrayList<>();
        for (int p = 0; p < pools.size(); p++) {
            shares.addAll(Collections.nCopies(sizes.get(p), pools.get(p).share()));
        }
        return shares;
    }

    /** As many in each, as far as that goes; labels of one logit that fill several are one bin. */
    private static List<Pool> bins(List<Labelled> sorted) {
        List<Pool> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            List<Labelled> in = sorted.subList(sorted.size() * b / BINS, sorted.size() * (b + 1) / BINS);
            int frauds = (int) in.stream().filter(Labelled::fraud).count();
            Pool bin = new Pool(in.size(), in.get(in.size() / 2).logit(), frauds);
            int last = bins.size() - 1;
            if (last >= 0 && bins.get(last).logit() >= bin.logit()) {
                bins.set(last, bins.get(last).with(bin));
            } else {
                bins.add(bin);
            }
        }
        return bins;
    }
}
