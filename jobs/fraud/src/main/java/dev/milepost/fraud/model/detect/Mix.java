package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Combines the scores of layers: each on its own {@link Scale}, then the weighted sum.
 *
 * <p>The layers other than {@link Layer#DIRECTION} are summed first; rows among its highest 2 % teach the direction, the
 * more surely the higher, and the direction's scaled score is added. What a layer adds is its scaled score times its weight, so that the
 * contributions sum to the score. Scales begin after 64 rows, when the layers know something.
 */
public final class Mix {

    private static final int FORM = 1;
    private static final int SCALES_FROM = 64;
    private static final double OUTLIERS = 0.02;
    private static final int FEWEST_TO_TEACH = 32;

    private final Set<Layer> layers;
    private final Map<Layer, Scale> scales = new EnumMap<>(Layer.class);
    private final OutlierDirection direction;
    /** Of the sum without the direction, and of the whole. */
    private final Scale taught;

    private final Scale whole;
    private long rows;

    /**
     * @param width values of a row
     * @param layers that are combined; the others are left out altogether
     */
    public Mix(int width, Set<Layer> layers) {
        this(EnumSet.copyOf(layers), new OutlierDirection(width), new Scale(), new Scale());
        this.layers.forEach(layer -> scales.put(layer, new Scale()));
    }

    private Mix(Set<Layer> layers, OutlierDirection direction, Scale taught, Scale whole) {
        this.layers = layers;
        this.direction = direction;
        this.taught = taught;
        this.whole = whole;
    }

    /**
     * What is said of a row.
     *
     * @param scores of each layer, on its own scale
     * @param contributions of each layer to the combined score
     * @param score the combined score: the sum of the contributions
     * @param tail −log10 of the share of earlier rows with as high a score or a higher one, at most 6
     */
    public record Assessment(Map<Layer, Double> scores, Map<Layer, Double> contributions, double score, double tail) {

        private double withoutDirection() {
            return score - contributions.getOrDefault(Layer.DIRECTION, 0.0);
        }
    }

    /**
     * Scores a row. Changes nothing.
     *
     * @param others the scores of the layers other than the direction; those that are not combined may be missing
     */
    public Assessment assess(Map<Layer, Double> others, Detectors.Seen seen) {
        Map<Layer, Double> scores = new EnumMap<>(others);
        scores.put(Layer.DIRECTION, direction.score(seen.z()));
        Map<Layer, Double> contributions = new EnumMap<>(Layer.class);
        double score = 0;
        for (Layer layer : layers) {
            double contribution = layer.weight() * scales.get(layer).of(scores.get(layer));
            contributions.put(layer, contribution);
            score += contribution;
        }
        return new Assessment(scores, contributions, score, whole.tail(score));
    }

    /** Takes a row in, with what was said of it. */
    public void learn(Assessment assessment, Detectors.Seen seen) {
        double sum = assessment.withoutDirection();
        direction.learn(seen.z(), taught.amongHighest(sum, OUTLIERS, FEWEST_TO_TEACH));
        if (++rows > SCALES_FROM) {
            scales.forEach((layer, scale) -> scale.learn(assessment.scores().get(layer)));
            taught.learn(sum);
            whole.learn(assessment.score());
        }
    }

    /** What each value adds to the score of {@link Layer#DIRECTION}. */
    double[] directionContributions(Detectors.Seen seen) {
        return direction.contributions(seen.z());
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(FORM);
        out.writeLong(rows);
        out.writeByte(layers.size());
        for (Layer layer : layers) {
            out.writeUTF(layer.name());
            scales.get(layer).write(out);
        }
        direction.write(out);
        taught.write(out);
        whole.write(out);
    }

    static Mix read(DataInput in) throws IOException {
        int form = in.readUnsignedByte();
        if (form != FORM) {
            throw new IOException("The state has form " + form + ", but this version reads form " + FORM);
        }
        long rows = in.readLong();
        Map<Layer, Scale> scales = new EnumMap<>(Layer.class);
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            Layer layer = Layer.valueOf(in.readUTF());
            scales.put(layer, Scale.read(in));
        }
        Mix mix = new Mix(EnumSet.copyOf(scales.keySet()), OutlierDirection.read(in), Scale.read(in), Scale.read(in));
        mix.scales.putAll(scales);
        mix.rows = rows;
        return mix;
    }
}
