package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * All detectors and their mix, as one: what a job keeps per shard.
 *
 * <pre>
 *   row ──┬─ Ecod ──────── signed tails ── NearestSample ─┐
 *         │                                               ├─ Mix ── score, tail, contributions
 *         └─ EwmaZ ── z ─┬─ NearestSample ────────────────┤   │
 *                        ├─ RandomCut ────────────────────┘   │ outliers
 *                        └─ OutlierDirection ◄────────────────┘
 * </pre>
 */
public final class Combination implements Detector {

    private final Detectors detectors;
    private final Mix mix;

    /**
     * @param width values of a row
     * @param seed of all that is drawn by lot; the same seed and rows give the same scores
     */
    public Combination(int width, long seed) {
        this(new Detectors(width, seed, false), new Mix(width, Layer.combined()));
    }

    private Combination(Detectors detectors, Mix mix) {
        this.detectors = detectors;
        this.mix = mix;
    }

    /** A row that was looked at, and what is said of it: what {@link #learn(Judged)} takes. */
    public record Judged(Detectors.Seen seen, Mix.Assessment assessment) {}

    @Override
    public int width() {
        return detectors.width();
    }

    /** Says what is to be said of a row. Changes nothing. */
    public Judged judge(double[] row) {
        Detectors.Seen seen = detectors.see(row);
        return new Judged(seen, mix.assess(detectors.scores(seen), seen));
    }

    /** Takes a row in that was judged since the last one was taken in: nothing is computed twice. */
    public void learn(Judged judged) {
        mix.learn(judged.assessment(), judged.seen());
        detectors.learn(judged.seen());
    }

    @Override
    public double score(double[] row) {
        return judge(row).assessment().score();
    }

    @Override
    public void learn(double[] row) {
        learn(judge(row));
    }

    /** None: the parts that sum to the score are those of layers ({@link Mix.Assessment#contributions}). */
    @Override
    public double[] contributions(double[] row) {
        return Rows.NONE;
    }

    /** What each value adds to the score of one layer; none where that is no sum. */
    public double[] contributions(Layer layer, Judged judged) {
        return layer == Layer.DIRECTION
                ? mix.directionContributions(judged.seen())
                : detectors.contributions(layer, judged.seen());
    }

    @Override
    public void write(DataOutput out) throws IOException {
        detectors.write(out);
        mix.write(out);
    }

    public static Combination read(DataInput in) throws IOException {
        return new Combination(Detectors.read(in), Mix.read(in));
    }
}
