package dev.milepost.experiments.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether arms have the units that their weights promise: Pearson's χ² (Pearson 1900; for experiments Fabijan and others 2019,
 * "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments").
 *
 * <p>χ² = Σ (observed − expected)² ÷ expected, p = Q((k − 1) ÷ 2, χ² ÷ 2) with k arms and Q the upper regularised gamma function.
 * Where p is below {@value #BLOCKS_BELOW}, units were lost or gained by what the experiment itself does, and no figure of it means
 * anything: the read-out is blocked.
 *
 * @param arms those that count, in the order given
 * @param chiSquared 0 where fewer than two arms count
 * @param p 1 where fewer than two arms count
 */
public record SampleRatio(List<Arm> arms, double chiSquared, double p) {

    /** The p below which nothing is read. */
    public static final double BLOCKS_BELOW = 0.001;

    /** Of an arm: units there are, and units there should be. */
    public record Arm(String arm, long observed, double expected) {}

    /**
     * Of listed arms.
     *
     * @param observed units by arm; an arm without units is listed with 0, and one of weight 0 does not count
     * @param weights of the listed arms at least, 0 or more; only their proportions matter
     * @throws IllegalArgumentException if a listed arm has no weight, or one that is none
     */
    public static SampleRatio of(Map<String, Long> observed, Map<String, Double> weights) {
        long units = 0;
        double weight = 0;
        for (Map.Entry<String, Long> listed : observed.entrySet()) {
            double of = weight(weights, listed.getKey());
            weight += of;
            units += of > 0 ? listed.getValue() : 0;
        }
        List<Arm> arms = new ArrayList<>();
        double chiSquared = 0;
        for (Map.Entry<String, Long> listed : observed.entrySet()) {
            double of = weight(weights, listed.getKey());
            if (of > 0) {
                Arm arm = new Arm(listed.getKey(), listed.getValue(), units * (of / weight));
                arms.add(arm);
                chiSquared += contribution(arm);
            }
        }
        double p = arms.size() < 2 ? 1 : Gamma.regularizedGammaQ((arms.size() - 1) / 2.0, chiSquared / 2);
        return new SampleRatio(List.copyOf(arms), chiSquared, p);
    }

    private static double weight(Map<String, Double> weights, String arm) {
        Double weight = weights.get(arm);
        if (weight == null || !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The weight of arm " + arm + " is 0 or more, not " + weight);
        }
        return weight;
    }

    private static double contribution(Arm arm) {
        double off = arm.observed() - arm.expected();
        return arm.expected() > 0 ? off * off / arm.expected() : 0;
    }

    /** Whether no figure may be read. */
    public boolean blocks() {
        return p < BLOCKS_BELOW;
    }
}
