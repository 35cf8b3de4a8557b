package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The distance to the nearest of a sample (Sugiyama, Borgwardt 2013, "Rapid distance-based outlier detection via sampling"):
 * the tenth nearest of 256 rows that are a uniform sample of all learned (Vitter 1985, algorithm R), by the sum of absolute
 * differences. The tenth, since a group of fewer look-alikes in the sample is no proof of being usual.
 *
 * <p>A cost of 256 · width differences a row, whatever was learned before; 256 · width values are kept.
 */
final class NearestSample implements Detector {

    private static final int FORM = 1;
    private static final int SIZE = 256;
    private static final int NEAREST = 10;

    private final int width;
    private final double[][] sample;
    private Draws draws;
    private long rows;

    NearestSample(int width, long seed) {
        this.width = Rows.checkedWidth(width);
        this.sample = new double[SIZE][];
        this.draws = new Draws(seed);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public double score(double[] row) {
        Rows.check(row, width);
        double[] nearest = new double[NEAREST];
        Arrays.fill(nearest, Double.MAX_VALUE);
        int size = size();
        for (int i = 0; i < size; i++) {
            double distance = distance(row, sample[i]);
            if (distance < nearest[NEAREST - 1]) {
                insert(nearest, distance);
            }
        }
        return size == 0 ? 0 : nearest[Math.min(size, NEAREST) - 1];
    }

    /** The differences from the neighbour that the score is the distance of. */
    @Override
    public double[] contributions(double[] row) {
        double score = score(row);
        for (int i = 0; i < size(); i++) {
            if (distance(row, sample[i]) == score) {
                double[] differences = new double[width];
                for (int j = 0; j < width; j++) {
                    differences[j] = Math.abs(row[j] - sample[i][j]);
                }
                return differences;
            }
        }
        return new double[width];
    }

    private int size() {
        return (int) Math.min(rows, SIZE);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += Math.abs(a[j] - b[j]);
        }
        return sum;
    }

    private static void insert(double[] sorted, double value) {
        int place = sorted.length - 1;
        for (; place > 0 && sorted[place - 1] > value; place--) {
            sorted[place] = sorted[place - 1];
        }
        sorted[place] = value;
    }

    @Override
    public void learn(double[] row) {
        Rows.check(row, width);
        rows++;
        long place = rows <= SIZE ? rows - 1 : draws.nextBelow(rows);
        if (place < SIZE) {
            sample[(int) place] = row.clone();
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Rows.writeHead(out, FORM, width);
        out.writeLong(draws.state());
        out.writeLong(rows);
        for (int i = 0; i < size(); i++) {
            Rows.write(out, sample[i]);
        }
    }

    static NearestSample read(DataInput in) throws IOException {
        int width = Rows.readHead(in, FORM);
        NearestSample nearest = new NearestSample(width, in.readLong());
        nearest.rows = in.readLong();
        for (int i = 0; i < nearest.size(); i++) {
            nearest.sample[i] = Rows.read(in, width);
        }
        return nearest;
    }
}
