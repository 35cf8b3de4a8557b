package dev.milepost.fraud.model.detect;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.config.Precision;
import com.amazon.randomcutforest.returntypes.DiVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Random Cut Forest (Guha, Mishra, Roy, Schrijvers 2016, "Robust random cut forest based anomaly detection on streams"): the
 * forest's own score, displacement by expected depth. Not its anomaly grade, which is a verdict of its own and ranks badly.
 *
 * <p>30 trees of 256 rows, cut by the seed; rows are z, since cuts fall by ranges. Samples forget: a row's weight falls by
 * e in 10,000 rows.
 */
final class RandomCut implements Detector {

    private static final int FORM = 1;
    private static final int TREES = 30;
    private static final int SAMPLE = 256;
    private static final double TIME_DECAY = 1.0 / 10_000;

    private final RandomCutForest forest;

    RandomCut(int width, long seed) {
        this(RandomCutForest.builder()
                .dimensions(Rows.checkedWidth(width))
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .timeDecay(TIME_DECAY)
                .randomSeed(seed)
                .precision(Precision.FLOAT_32)
                .parallelExecutionEnabled(false)
                .build());
    }

    private RandomCut(RandomCutForest forest) {
        this.forest = forest;
    }

    @Override
    public int width() {
        return forest.getDimensions();
    }

    /** Zero until the forest has a quarter of its sample. */
    @Override
    public double score(double[] row) {
        return forest.getAnomalyScore(floats(row));
    }

    /** By the cuts that would part the row from the rest: both directions of a feature together. */
    @Override
    public double[] contributions(double[] row) {
        DiVector parts = forest.getAnomalyAttribution(floats(row));
        double[] contributions = new double[width()];
        for (int j = 0; j < contributions.length; j++) {
            contributions[j] = parts.high[j] + parts.low[j];
        }
        return contributions;
    }

    @Override
    public void learn(double[] row) {
        forest.update(floats(row));
    }

    private float[] floats(double[] row) {
        Rows.check(row, width());
        float[] floats = new float[row.length];
        for (int j = 0; j < row.length; j++) {
            floats[j] = (float) row[j];
        }
        return floats;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Rows.writeHead(out, FORM, width());
        ForestState.write(forest, out);
    }

    static RandomCut read(DataInput in) throws IOException {
        int width = Rows.readHead(in, FORM);
        RandomCut read = new RandomCut(ForestState.read(in));
        if (read.width() != width) {
            throw new IOException("A state for rows of " + width + " values has a forest of " + read.width());
        }
        return read;
    }
}
