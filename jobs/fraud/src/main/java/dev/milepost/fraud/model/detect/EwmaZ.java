package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Robust EWMA z: how many standard deviations each value is from the mean of those before it, the sum of their sizes.
 *
 * <p>Mean and variance are exponentially weighted (Roberts 1959; Finch 2009, "Incremental calculation of weighted mean and
 * variance", eq. 124 and 143) with weight a = max(1/n, 1/2000): m ← m + aδ, v ← (1 − a)(v + aδ²), δ = x − m. From the
 * twentieth row on a value further than four standard deviations counts as four (Huber's ψ), so that outliers move neither.
 * The score is Σ<sub>j</sub> min(|z<sub>j</sub>|, 4): a single wild value must not outweigh a row that is off in many.
 */
final class EwmaZ implements Detector {

    /** Further than this no value is said to be. */
    static final double FURTHEST = 10;

    private static final int FORM = 1;
    private static final double LEAST_WEIGHT = 1.0 / 2000;
    private static final double WINSORISED = 4;
    private static final int UNLIMITED_ROWS = 20;

    private final int width;
    private final double[] means;
    private final double[] variances;
    private long rows;

    EwmaZ(int width) {
        this(Rows.checkedWidth(width), 0, new double[width], new double[width]);
    }

    private EwmaZ(int width, long rows, double[] means, double[] variances) {
        this.width = width;
        this.rows = rows;
        this.means = means;
        this.variances = variances;
    }

    @Override
    public int width() {
        return width;
    }

    /** The z of each value, at most ten either way; zero for the first two rows. */
    double[] z(double[] row) {
        Rows.check(row, width);
        double[] z = new double[width];
        for (int j = 0; j < width && rows > 1; j++) {
            double off = row[j] - means[j];
            // A feature that was constant has no scale: any other value is as far as can be.
            double scaled = variances[j] > 0 ? off / Math.sqrt(variances[j]) : Math.signum(off) * FURTHEST;
            z[j] = Math.max(-FURTHEST, Math.min(FURTHEST, scaled));
        }
        return z;
    }

    @Override
    public double score(double[] row) {
        return Rows.sum(contributions(row));
    }

    @Override
    public double[] contributions(double[] row) {
        return sizes(z(row));
    }

    /** The contributions of a row by its z. */
    static double[] sizes(double[] z) {
        double[] sizes = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            sizes[j] = Math.min(Math.abs(z[j]), WINSORISED);
        }
        return sizes;
    }

    @Override
    public void learn(double[] row) {
        Rows.check(row, width);
        rows++;
        double weight = Math.max(1.0 / rows, LEAST_WEIGHT);
        for (int j = 0; j < width; j++) {
            double off = row[j] - means[j];
            double limit = WINSORISED * Math.sqrt(variances[j]);
            if (rows > UNLIMITED_ROWS && limit > 0) {
                off = Math.max(-limit, Math.min(limit, off));
            }
            means[j] += weight * off;
            variances[j] = (1 - weight) * (variances[j] + weight * off * off);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Rows.writeHead(out, FORM, width);
        out.writeLong(rows);
        Rows.write(out, means);
        Rows.write(out, variances);
    }

    static EwmaZ read(DataInput in) throws IOException {
        int width = Rows.readHead(in, FORM);
        return new EwmaZ(width, in.readLong(), Rows.read(in, width), Rows.read(in, width));
    }
}
