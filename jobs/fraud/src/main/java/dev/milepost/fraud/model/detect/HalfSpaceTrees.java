package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Streaming half-space trees (Tan, Ting, Liu 2011, "Fast anomaly detection for streaming data").
 *
 * <p>Each tree halves a work range at random features, drawn by the seed before any row is seen; nodes count the rows of a
 * window, and the counts of the window before score. In a tree a row's score is r · 2<sup>d</sup> at the first node with
 * r ≤ a tenth of the window, or at the deepest (the paper's algorithm 2); it is low where rows are few. The detector's score is
 * −log2(1 + the mean over the trees), so that higher is more unusual. The first windows are shorter (64, 64 and 128 rows, their
 * counts raised to those of a whole one), so that there are scores from the 65th row on; before, all are 0.
 *
 * <p>Rows are z: the work range of a feature is drawn within [−4, 4] as the paper draws it in [0, 1]. 50 trees of depth 10 over
 * windows of 256 rows; 2 · 50 · 2,047 counts (800 KB).
 */
final class HalfSpaceTrees implements Detector {

    private static final int FORM = 1;
    private static final int TREES = 50;
    private static final int DEPTH = 10;
    private static final int INNER = (1 << DEPTH) - 1;
    private static final int NODES = (1 << (DEPTH + 1)) - 1;
    private static final int WINDOW = 256;
    private static final int FIRST_WINDOW = 64;
    private static final double SIZE_LIMIT = WINDOW / 10.0;
    private static final double RANGE = 4;

    private final int width;
    private final long seed;
    /** By tree and inner node in heap order: the children of node i are 2i + 1 (below the cut) and 2i + 2. */
    private final int[] features = new int[TREES * INNER];

    private final double[] cuts = new double[TREES * INNER];
    private int[] reference = new int[TREES * NODES];
    private int[] latest = new int[TREES * NODES];
    private long rows;

    HalfSpaceTrees(int width, long seed) {
        this.width = Rows.checkedWidth(width);
        this.seed = seed;
        Draws draws = new Draws(seed);
        for (int tree = 0; tree < TREES; tree++) {
            double[] low = new double[width];
            double[] high = new double[width];
            for (int j = 0; j < width; j++) {
                double centre = draws.nextUnit();
                double reach = 2 * Math.max(centre, 1 - centre);
                low[j] = -RANGE + 2 * RANGE * (centre - reach);
                high[j] = -RANGE + 2 * RANGE * (centre + reach);
            }
            cut(tree * INNER, 0, low, high, draws);
        }
    }

    private void cut(int tree, int node, double[] low, double[] high, Draws draws) {
        if (node >= INNER) {
            return;
        }
        int feature = (int) draws.nextBelow(width);
        double from = low[feature];
        double to = high[feature];
        double middle = (from + to) / 2;
        features[tree + node] = feature;
        cuts[tree + node] = middle;
        high[feature] = middle;
        cut(tree, 2 * node + 1, low, high, draws);
        high[feature] = to;
        low[feature] = middle;
        cut(tree, 2 * node + 2, low, high, draws);
        low[feature] = from;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public double score(double[] row) {
        Rows.check(row, width);
        double sum = 0;
        double raised = (double) WINDOW / Math.max(reference[0], 1);
        for (int tree = 0; tree < TREES; tree++) {
            int node = 0;
            int depth = 0;
            while (depth < DEPTH && reference[tree * NODES + node] * raised > SIZE_LIMIT) {
                node = child(tree, node, row);
                depth++;
            }
            sum += reference[tree * NODES + node] * raised * (1 << depth);
        }
        return -StrictMath.log(1 + sum / TREES) / StrictMath.log(2);
    }

    @Override
    public double[] contributions(double[] row) {
        return Rows.NONE;
    }

    @Override
    public void learn(double[] row) {
        Rows.check(row, width);
        for (int tree = 0; tree < TREES; tree++) {
            int node = 0;
            latest[tree * NODES]++;
            for (int depth = 0; depth < DEPTH; depth++) {
                node = child(tree, node, row);
                latest[tree * NODES + node]++;
            }
        }
        rows++;
        if (rows % WINDOW == 0 || rows == FIRST_WINDOW || rows == 2 * FIRST_WINDOW) {
            reference = latest;
            latest = new int[TREES * NODES];
        }
    }

    private int child(int tree, int node, double[] row) {
        int inner = tree * INNER + node;
        return row[features[inner]] < cuts[inner] ? 2 * node + 1 : 2 * node + 2;
    }

    /** The trees follow from the seed; only what they count is written. */
    @Override
    public void write(DataOutput out) throws IOException {
        Rows.writeHead(out, FORM, width);
        out.writeLong(seed);
        out.writeLong(rows);
        for (int node = 0; node < reference.length; node++) {
            out.writeShort(reference[node]);
            out.writeShort(latest[node]);
        }
    }

    static HalfSpaceTrees read(DataInput in) throws IOException {
        int width = Rows.readHead(in, FORM);
        HalfSpaceTrees trees = new HalfSpaceTrees(width, in.readLong());
        trees.rows = in.readLong();
        for (int node = 0; node < trees.reference.length; node++) {
            trees.reference[node] = in.readUnsignedShort();
            trees.latest[node] = in.readUnsignedShort();
        }
        return trees;
    }
}
