package dev.milepost.experiments.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an experiment says: first whether it may say anything, then every arm against control on every metric.
 *
 * @param sampleRatio whether arms have the units they should have
 * @param comparisons by metric, then by arm, in the orders given; none where the sample ratio blocks
 */
public record Readout(SampleRatio sampleRatio, List<Comparison> comparisons) {

    /**
     * Reads an experiment.
     *
     * @param sampleRatio of its arms
     * @param control one of them
     * @param metrics each with the sums of all arms
     * @param procedure how intervals and p come about
     */
    public static Readout of(SampleRatio sampleRatio, String control, List<Metric> metrics, Procedure procedure) {
        return new Readout(sampleRatio, sampleRatio.blocks() ? List.of() : comparisons(control, metrics, procedure));
    }

    /** The comparisons, whatever the sample ratio is: to look for what has gone wrong, not to decide by. */
    public static List<Comparison> comparisons(String control, List<Metric> metrics, Procedure procedure) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Metric metric : metrics) {
            for (Map.Entry<String, ArmMoments> arm : metric.arms().entrySet()) {
                if (!arm.getKey().equals(control)) {
                    comparisons.add(Comparison.of(metric, arm.getKey(), control, procedure));
                }
            }
        }
        return withHolm(comparisons);
    }

    /**
     * The comparisons with p adjusted over those of primary metrics that could be made.
     *
     * @param comparisons all that are decided together
     */
    public static List<Comparison> withHolm(List<Comparison> comparisons) {
        List<Double> family = comparisons.stream()
                .filter(Readout::isOfFamily)
                .map(comparison -> comparison.absolute().orElseThrow().p())
                .toList();
        double[] adjusted = Holm.adjusted(family);
        List<Comparison> judged = new ArrayList<>();
        int next = 0;
        for (Comparison comparison : comparisons) {
            judged.add(isOfFamily(comparison) ? comparison.withHolm(adjusted[next++]) : comparison);
        }
        return List.copyOf(judged);
    }

    private static boolean isOfFamily(Comparison comparison) {
        return comparison.primary() && comparison.absolute().isPresent();
    }
}
