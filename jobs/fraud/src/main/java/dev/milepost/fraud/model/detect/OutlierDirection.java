package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far a row lies in the direction in which earlier outliers lay: Fisher's linear discriminant (1936) between all rows and
 * those that other detectors found most unusual, which stand in for labels (self-training, Yarowsky 1995).
 *
 * <p>Outliers of one cause share features and signs; outliers of chance do not, and cancel out. With x = the row clipped to
 * [−4, 4], m<sub>j</sub> and s<sub>j</sub> the mean and mean square of all rows' x<sub>j</sub>, and p<sub>t</sub> how surely the
 * row t was an outlier, 0 to 1 (most are 0), P = Σ p<sub>t</sub>:
 *
 * <pre>score = Σ_j w_j (x_j − m_j),   w_j = Σ_t p_t (t_j − m_j) / ((P + 5) s_j)</pre>
 *
 * <p>The 5 draws the direction to zero while there are few. Linear: contributions are exact, and negative where the row lies the
 * other way.
 */
final class OutlierDirection {

    private static final int FORM = 1;
    private static final double CLIP = 4;
    private static final double PRIOR_OUTLIERS = 5;
    private static final double PRIOR_SQUARE = 0.2;

    private final int width;
    private final double[] sums;
    private final double[] squares;
    private final double[] outlierSums;
    private long rows;
    private double outliers;

    OutlierDirection(int width) {
        this(Rows.checkedWidth(width), new double[width], new double[width], new double[width]);
    }

    private OutlierDirection(int width, double[] sums, double[] squares, double[] outlierSums) {
        this.width = width;
        this.sums = sums;
        this.squares = squares;
        this.outlierSums = outlierSums;
    }

    double score(double[] z) {
        return Rows.sum(contributions(z));
    }

    double[] contributions(double[] z) {
        Rows.check(z, width);
        double[] row = Rows.clipped(z, CLIP);
        double[] contributions = new double[width];
        double counted = rows + 1.0;
        for (int j = 0; j < width; j++) {
            double mean = sums[j] / counted;
            double square = (squares[j] + PRIOR_SQUARE) / counted;
            double weight = (outlierSums[j] - outliers * mean) / ((outliers + PRIOR_OUTLIERS) * square);
            contributions[j] = weight * (row[j] - mean);
        }
        return contributions;
    }

    /**
     * @param outlier how surely other detectors found the row among the most unusual, 0 to 1
     */
    void learn(double[] z, double outlier) {
        Rows.check(z, width);
        double[] row = Rows.clipped(z, CLIP);
        rows++;
        outliers += outlier;
        for (int j = 0; j < width; j++) {
            sums[j] += row[j];
            squares[j] += row[j] * row[j];
            outlierSums[j] += outlier * row[j];
        }
    }

    void write(DataOutput out) throws IOException {
        Rows.writeHead(out, FORM, width);
        out.writeLong(rows);
        out.writeDouble(outliers);
        Rows.write(out, sums);
        Rows.write(out, squares);
        Rows.write(out, outlierSums);
    }

    static OutlierDirection read(DataInput in) throws IOException {
        int width = Rows.readHead(in, FORM);
        long rows = in.readLong();
        double outliers = in.readDouble();
        OutlierDirection direction =
                new OutlierDirection(width, Rows.read(in, width), Rows.read(in, width), Rows.read(in, width));
        direction.rows = rows;
        direction.outliers = outliers;
        return direction;
    }
}
