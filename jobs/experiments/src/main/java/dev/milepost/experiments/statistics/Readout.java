package dev.milepost.experiments.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an experiment says, where its {@link SampleRatio} lets it: every arm against control on every metric. */
public final class Readout {

    private Readout() {}

    /**
     * The comparisons, by metric, then by arm, in the orders given; p adjusted over those of primary metrics that could be made.
     *
     * @param control an arm of each metric
     * @param metrics all that are decided together, each with the sums of all arms
     * @param procedure how intervals and p come about
     */
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

    private static List<Comparison> withHolm(List<Comparison> comparisons) {
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
