package dev.milepost.fraud.model.signal;

import java.util.Arrays;
import java.util.List;

/**
 * TIMING_SHAPE: how unlike the segment's gaps the advocate's are. 6 where they are scripted: at least five, with a coefficient of
 * variation below 0.3. Else −log10 of the level of a one-sample Kolmogorov–Smirnov test, at most 3: a rate of one's own is no
 * script. The level is Kolmogorov's series at λ = (√n + 0.12 + 0.11/√n) · D (Stephens, "Use of the Kolmogorov–Smirnov … without
 * extensive tables", 1970).
 */
final class TimingShape implements SignalRule {

    static final int ENOUGH_GAPS = 5;

    /** Of fewer the segment's shape is not known. */
    static final int ENOUGH_USUAL = 50;

    private static final double SCRIPTED_BELOW = 0.3;
    private static final double MOST_UNSCRIPTED = 3;

    /** Beyond, terms of the series are below the last bit. */
    private static final int TERMS = 100;

    @Override
    public Signal signal() {
        return Signal.TIMING_SHAPE;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        List<Long> gaps = evidence.window().gapsMillis();
        if (gaps.size() < ENOUGH_GAPS) {
            return Reading.missing(signal(), Missing.TOO_FEW);
        }
        List<String> advocate = List.of(evidence.subject().advocateId());
        if (variation(gaps) < SCRIPTED_BELOW) {
            return Reading.of(signal(), Log.MOST, advocate);
        }
        if (segment.gaps().count() < ENOUGH_USUAL) {
            return Reading.missing(signal(), Missing.NO_BASELINE);
        }
        double level = level(distance(gaps, segment.gaps()), gaps.size());
        return Reading.of(signal(), Math.min(MOST_UNSCRIPTED, Log.tail(level)), advocate);
    }

    /** Standard deviation (n − 1) by mean; 0 where all are 0. */
    static double variation(List<Long> gaps) {
        double mean = 0;
        for (long gap : gaps) {
            mean += gap / (double) gaps.size();
        }
        double squares = 0;
        for (long gap : gaps) {
            squares += (gap - mean) * (gap - mean);
        }
        return mean == 0 ? 0 : Math.sqrt(squares / (gaps.size() - 1)) / mean;
    }

    /** D: the greatest distance between the gaps' distribution function and the segment's. */
    static double distance(List<Long> gaps, TailSketch usual) {
        long[] sorted = gaps.stream().mapToLong(Long::longValue).sorted().toArray();
        double[] atMost = Arrays.stream(sorted)
                .mapToDouble(gap -> usual.upTo(gap) / (double) usual.count())
                .toArray();
        double greatest = 0;
        int n = sorted.length;
        for (int i = 0; i < n; i++) {
            double below = usual.below(sorted[i]) / (double) usual.count();
            greatest = Math.max(greatest, Math.max((i + 1.0) / n - atMost[i], below - i / (double) n));
        }
        return greatest;
    }

    /** Q(λ) = 2 Σ (−1)^(k−1) exp(−2 k² λ²): how often n gaps of the segment are as far from it. */
    static double level(double distance, int n) {
        double root = Math.sqrt(n);
        double lambda = (root + 0.12 + 0.11 / root) * distance;
        if (lambda < 0.2) {
            return 1; // 1 − Q is below 1e-12 here, where the series converges slowly.
        }
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            double term = StrictMath.exp(-2.0 * k * k * lambda * lambda);
            double next = k % 2 == 1 ? sum + term : sum - term;
            if (next == sum) {
                break; // Each term is less than the one before, so none of the rest changes the sum either.
            }
            sum = next;
        }
        return Math.min(1, Math.max(0, 2 * sum));
    }
}
