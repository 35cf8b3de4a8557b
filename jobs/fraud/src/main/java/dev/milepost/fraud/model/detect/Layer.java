package dev.milepost.fraud.model.detect;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The detectors that are combined, in a fixed order, each with its weight.
 *
 * <p>The weights are few and round on purpose: they hold for every table. See the package's figures for what each is worth.
 */
public enum Layer {
    /** {@link EwmaZ}: the scale that others see rows on; its own score adds nothing to theirs. */
    EWMA_Z(0),
    /** {@link Ecod}. */
    ECOD(1),
    /** {@link HalfSpaceTrees} on z: beside the others it adds nothing, so it stands alone. */
    HALF_SPACE_TREES(0),
    /** {@link NearestSample} on z. */
    NEAREST(1),
    /** {@link NearestSample} on the tails of {@link Ecod}: the same idea where a feature's scale says little. */
    NEAREST_TAILS(1),
    /** {@link RandomCut} on z. */
    RANDOM_CUT(1),
    /** {@link OutlierDirection}, taught by the combination of the others. */
    DIRECTION(3);

    private final double weight;

    Layer(double weight) {
        this.weight = weight;
    }

    /** Its weight in the combination; 0 for one that only stands beside it, to compare with. */
    public double weight() {
        return weight;
    }

    /** Those that are combined. */
    public static Set<Layer> combined() {
        return EnumSet.copyOf(
                Arrays.stream(values()).filter(layer -> layer.weight > 0).toList());
    }

    /** As it is written in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
