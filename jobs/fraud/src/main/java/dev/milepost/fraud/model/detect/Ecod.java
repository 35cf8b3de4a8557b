package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Streaming ECOD: outliers by the tails of each feature's empirical distribution (Li, Zhao, Hu, Botta, Ionescu, Chen 2022,
 * "ECOD: Unsupervised outlier detection using empirical cumulative distribution functions").
 *
 * <p>With n rows learned, the left tail of x<sub>j</sub> is l<sub>j</sub> = −log10((#{≤ x<sub>j</sub>} + 1)/(n + 1)), the
 * right one r<sub>j</sub> the same with ≥, counted in {@link LogBuckets} of 1 % relative error. The score is Σ<sub>j</sub>
 * t<sub>j</sub><sup>1.5</sup> with t<sub>j</sub> = l<sub>j</sub> where the feature is skewed to the left, else r<sub>j</sub>:
 * the paper's O<sub>auto</sub>, but that long tails weigh more than many short ones (the exponent lies between the sum, 1, and
 * the largest alone).
 *
 * <p>The skew is looked at anew at every power of two of rows, and every 256 rows.
 */
final class Ecod implements Detector {

    private static final int FORM = 1;
    private static final double RELATIVE_ERROR = 0.01;
    private static final int SKEW_EVERY = 256;

    private final LogBuckets[] features;
    private final int[] skews;

    Ecod(int width) {
        this(new LogBuckets[Rows.checkedWidth(width)], new int[width]);
        for (int j = 0; j < width; j++) {
            features[j] = new LogBuckets(RELATIVE_ERROR);
        }
    }

    private Ecod(LogBuckets[] features, int[] skews) {
        this.features = features;
        this.skews = skews;
    }

    /** The tails of a row: −log10 of the share of rows at or below, and at or above, per feature. */
    static final class Tails {

        private final double[] left;
        private final double[] right;

        private Tails(double[] left, double[] right) {
            this.left = left;
            this.right = right;
        }

        double[] left() {
            return left;
        }

        double[] right() {
            return right;
        }

        /** The longer tail of each feature, to the left negative. */
        double[] signed() {
            double[] signed = new double[left.length];
            for (int j = 0; j < signed.length; j++) {
                signed[j] = left[j] > right[j] ? -left[j] : right[j];
            }
            return signed;
        }
    }

    @Override
    public int width() {
        return features.length;
    }

    Tails tails(double[] row) {
        Rows.check(row, width());
        double[] left = new double[row.length];
        double[] right = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            LogBuckets feature = features[j];
            int bucket = feature.bucket(row[j]);
            long all = feature.count();
            left[j] = tail(feature.upTo(bucket), all);
            right[j] = tail(all - feature.upTo(bucket - 1), all);
        }
        return new Tails(left, right);
    }

    private static double tail(long beyond, long all) {
        return StrictMath.log10((all + 1.0) / (beyond + 1.0));
    }

    @Override
    public double score(double[] row) {
        return Rows.sum(contributions(row));
    }

    @Override
    public double[] contributions(double[] row) {
        return added(tails(row));
    }

    /** What each feature adds: its tail on the side to which it is skewed, to the power of 1.5. */
    double[] added(Tails tails) {
        double[] added = new double[width()];
        for (int j = 0; j < added.length; j++) {
            double tail = skews[j] < 0 ? tails.left()[j] : tails.right()[j];
            added[j] = tail * Math.sqrt(tail);
        }
        return added;
    }

    @Override
    public void learn(double[] row) {
        Rows.check(row, width());
        for (int j = 0; j < row.length; j++) {
            features[j].add(row[j]);
        }
        long rows = features[0].count();
        if (rows % SKEW_EVERY == 0 || Long.bitCount(rows) == 1) {
            for (int j = 0; j < row.length; j++) {
                skews[j] = features[j].skew();
            }
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Rows.writeHead(out, FORM, width());
        for (int j = 0; j < features.length; j++) {
            features[j].write(out);
            out.writeByte(skews[j]);
        }
    }

    static Ecod read(DataInput in) throws IOException {
        int width = Rows.readHead(in, FORM);
        Ecod ecod = new Ecod(new LogBuckets[width], new int[width]);
        for (int j = 0; j < width; j++) {
            ecod.features[j] = LogBuckets.read(in, RELATIVE_ERROR);
            ecod.skews[j] = in.readByte();
        }
        return ecod;
    }
}
