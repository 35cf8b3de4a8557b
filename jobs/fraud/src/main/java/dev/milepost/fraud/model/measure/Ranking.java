package dev.milepost.fraud.model.measure;

import java.util.stream.IntStream;

/**
 * How well scores put the positives first: exact measures over all rows, with ties handled as what they are.
 *
 * <p>Rows of one score are one group, since no threshold can part them. Every measure is computed from the groups, highest
 * score first; it takes O(n log n) once, and does not depend on the order of the rows.
 */
public final class Ranking {

    private final long positives;
    private final long negatives;
    /** Of each group, highest score first: positives and rows in it and in all before it. */
    private final long[] positivesUpTo;

    private final long[] rowsUpTo;

    private Ranking(long[] positivesUpTo, long[] rowsUpTo) {
        this.positivesUpTo = positivesUpTo;
        this.rowsUpTo = rowsUpTo;
        int last = rowsUpTo.length - 1;
        this.positives = last < 0 ? 0 : positivesUpTo[last];
        this.negatives = last < 0 ? 0 : rowsUpTo[last] - positives;
    }

    /**
     * Ranks rows by their scores.
     *
     * @param scores higher means rather positive; no NaN
     * @param labels of the same rows: whether it is positive
     */
    public static Ranking of(double[] scores, boolean[] labels) {
        if (scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores, but " + labels.length + " labels");
        }
        for (double score : scores) {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("A score is not a number");
            }
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ends = IntStream.range(0, order.length)
                // Not by bits: minus zero is zero.
                .filter(i -> i == order.length - 1 || scores[order[i]] != scores[order[i + 1]])
                .toArray();
        long[] positives = new long[ends.length];
        long[] rows = new long[ends.length];
        long found = 0;
        int next = 0;
        for (int group = 0; group < ends.length; group++) {
            for (; next <= ends[group]; next++) {
                found += labels[order[next]] ? 1 : 0;
            }
            positives[group] = found;
            rows[group] = next;
        }
        return new Ranking(positives, rows);
    }

    public long rows() {
        return positives + negatives;
    }

    public long positives() {
        return positives;
    }

    /**
     * Area under the ROC curve: the probability that a positive is scored above a negative, where a tie counts half (the
     * Mann-Whitney statistic over the number of pairs).
     *
     * @return NaN where there are no positives or no negatives
     */
    public double auc() {
        double ordered = 0;
        for (int group = 0; group < rowsUpTo.length; group++) {
            long here = positivesUpTo[group] - before(positivesUpTo, group);
            long negativesAbove = before(rowsUpTo, group) - before(positivesUpTo, group);
            long negativesHere = rowsUpTo[group] - positivesUpTo[group] - negativesAbove;
            long negativesBelow = negatives - negativesAbove - negativesHere;
            ordered += here * (negativesBelow + negativesHere / 2.0);
        }
        return ordered / ((double) positives * negatives);
    }

    /**
     * Average precision: Σ (recall<sub>g</sub> − recall<sub>g−1</sub>) · precision<sub>g</sub> over the distinct thresholds
     * g, highest first, without interpolation (what scikit-learn's {@code average_precision_score} computes).
     *
     * @return NaN where there are no positives
     */
    public double averagePrecision() {
        double sum = 0;
        for (int group = 0; group < rowsUpTo.length; group++) {
            long gained = positivesUpTo[group] - before(positivesUpTo, group);
            sum += gained * ((double) positivesUpTo[group] / rowsUpTo[group]);
        }
        return sum / positives;
    }

    /**
     * The share of the positives at or above the lowest threshold that lets no more than a share of the negatives through.
     * Nothing is interpolated: it is a rate that a threshold really reaches.
     *
     * @param falsePositiveRate the share, 0 to 1
     * @return NaN where there are no positives or no negatives
     */
    public double truePositiveRate(double falsePositiveRate) {
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        long best = 0;
        for (int group = 0; group < rowsUpTo.length; group++) {
            if (rowsUpTo[group] - positivesUpTo[group] <= falsePositiveRate * negatives) {
                best = positivesUpTo[group];
            }
        }
        return (double) best / positives;
    }

    /**
     * The share of positives among the first k rows. Where the k-th row is one of several of one score, they share the
     * places that are left: the mean over all orders of them.
     *
     * @param k at least 1; more than there are rows means all
     */
    public double precisionAt(long k) {
        if (k < 1) {
            throw new IllegalArgumentException("The first " + k + " rows are none");
        }
        long places = Math.min(k, rows());
        for (int group = 0; group < rowsUpTo.length; group++) {
            if (rowsUpTo[group] >= places) {
                long above = before(rowsUpTo, group);
                long positivesAbove = before(positivesUpTo, group);
                double share = (double) (positivesUpTo[group] - positivesAbove) / (rowsUpTo[group] - above);
                return (positivesAbove + share * (places - above)) / places;
            }
        }
        return Double.NaN;
    }

    private static long before(long[] upTo, int group) {
        return group == 0 ? 0 : upTo[group - 1];
    }
}
