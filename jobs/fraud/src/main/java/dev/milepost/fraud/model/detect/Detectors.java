package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All detectors over the same rows, each seeing a row as it needs to: as it is, as z, or as signed tails. What a row looks like
 * is computed once.
 */
public final class Detectors {

    private static final double CLIP_RANDOM_CUT = 4;
    private static final double CLIP_NEAREST = 6;

    private final EwmaZ ewma;
    private final Ecod ecod;
    /** Missing where nobody asks for them. */
    private final HalfSpaceTrees trees;

    private final NearestSample nearest;
    private final NearestSample nearestTails;
    private final RandomCut forest;

    /**
     * @param width values of a row
     * @param seed of all that is drawn by lot
     * @param withTrees whether {@link Layer#HALF_SPACE_TREES} is among them, which no combination needs
     */
    public Detectors(int width, long seed, boolean withTrees) {
        this(
                new EwmaZ(width),
                new Ecod(width),
                withTrees ? new HalfSpaceTrees(width, seed) : null,
                new NearestSample(width, seed + 1),
                new NearestSample(width, seed + 2),
                new RandomCut(width, seed + 3));
    }

    private Detectors(
            EwmaZ ewma,
            Ecod ecod,
            HalfSpaceTrees trees,
            NearestSample nearest,
            NearestSample nearestTails,
            RandomCut forest) {
        this.ewma = ewma;
        this.ecod = ecod;
        this.trees = trees;
        this.nearest = nearest;
        this.nearestTails = nearestTails;
        this.forest = forest;
    }

    /** A row as the detectors see it, before it is learned. */
    public static final class Seen {

        private final double[] row;
        private final double[] z;
        private final Ecod.Tails tails;

        private Seen(double[] row, double[] z, Ecod.Tails tails) {
            this.row = row;
            this.z = z;
            this.tails = tails;
        }

        double[] z() {
            return z;
        }

        private double[] nearestZ() {
            return Rows.clipped(z, CLIP_NEAREST);
        }

        private double[] cutZ() {
            return Rows.clipped(z, CLIP_RANDOM_CUT);
        }
    }

    public int width() {
        return ewma.width();
    }

    public Seen see(double[] row) {
        return see(row, layer -> {});
    }

    /** The same; tells of each layer that it is done, for whoever measures. */
    public Seen see(double[] row, Consumer<Layer> done) {
        double[] z = ewma.z(row);
        done.accept(Layer.EWMA_Z);
        Ecod.Tails tails = ecod.tails(row);
        done.accept(Layer.ECOD);
        return new Seen(row, z, tails);
    }

    /** The score of one layer; {@link Layer#DIRECTION} has none without the others. */
    public double score(Layer layer, Seen seen) {
        return switch (layer) {
            case EWMA_Z -> Rows.sum(EwmaZ.sizes(seen.z));
            case ECOD -> Rows.sum(ecod.added(seen.tails));
            case HALF_SPACE_TREES -> trees.score(seen.z);
            case NEAREST -> nearest.score(seen.nearestZ());
            case NEAREST_TAILS -> nearestTails.score(seen.tails.signed());
            case RANDOM_CUT -> forest.score(seen.cutZ());
            case DIRECTION -> throw new IllegalArgumentException("The direction is taught by a combination");
        };
    }

    /** What each value adds to a layer's score; none for those that are no sums. */
    public double[] contributions(Layer layer, Seen seen) {
        return switch (layer) {
            case EWMA_Z -> EwmaZ.sizes(seen.z);
            case ECOD -> ecod.added(seen.tails);
            case HALF_SPACE_TREES -> trees.contributions(seen.z);
            case NEAREST -> nearest.contributions(seen.nearestZ());
            case NEAREST_TAILS -> nearestTails.contributions(seen.tails.signed());
            case RANDOM_CUT -> forest.contributions(seen.cutZ());
            case DIRECTION -> throw new IllegalArgumentException("The direction is taught by a combination");
        };
    }

    /** The scores of all layers but the direction. */
    public Map<Layer, Double> scores(Seen seen) {
        return scores(seen, layer -> {});
    }

    /** The same; tells of each layer that it is done, for whoever measures. */
    public Map<Layer, Double> scores(Seen seen, Consumer<Layer> done) {
        Map<Layer, Double> scores = new EnumMap<>(Layer.class);
        for (Layer layer : Layer.values()) {
            if (layer != Layer.DIRECTION && (layer != Layer.HALF_SPACE_TREES || trees != null)) {
                scores.put(layer, score(layer, seen));
                done.accept(layer);
            }
        }
        return scores;
    }

    /** Takes a row in, as it was seen when it was scored. */
    public void learn(Seen seen) {
        learn(seen, layer -> {});
    }

    /** The same; tells of each layer that it is done, for whoever measures. */
    public void learn(Seen seen, Consumer<Layer> done) {
        ewma.learn(seen.row);
        done.accept(Layer.EWMA_Z);
        ecod.learn(seen.row);
        done.accept(Layer.ECOD);
        if (trees != null) {
            trees.learn(seen.z);
            done.accept(Layer.HALF_SPACE_TREES);
        }
        nearest.learn(seen.nearestZ());
        done.accept(Layer.NEAREST);
        nearestTails.learn(seen.tails.signed());
        done.accept(Layer.NEAREST_TAILS);
        forest.learn(seen.cutZ());
        done.accept(Layer.RANDOM_CUT);
    }

    void write(DataOutput out) throws IOException {
        ewma.write(out);
        ecod.write(out);
        out.writeBoolean(trees != null);
        if (trees != null) {
            trees.write(out);
        }
        nearest.write(out);
        nearestTails.write(out);
        forest.write(out);
    }

    static Detectors read(DataInput in) throws IOException {
        return new Detectors(
                EwmaZ.read(in),
                Ecod.read(in),
                in.readBoolean() ? HalfSpaceTrees.read(in) : null,
                NearestSample.read(in),
                NearestSample.read(in),
                RandomCut.read(in));
    }
}
