package dev.milepost.experiments.model;

import dev.milepost.experiments.statistics.Alternative;
import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.ConfidenceSequence;
import dev.milepost.experiments.statistics.Metric.Kind;
import dev.milepost.experiments.statistics.Readout;
import dev.milepost.experiments.statistics.SampleRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an experiment says as it stands: a confidence sequence of each arm against control, read only where each of the two has
 * enough outcomes, and not at all where the sample ratio of exposures blocks.
 *
 * @param sampleRatio exposures of each arm against its planned ones
 * @param contamination referees of held-out units, who signed up within the horizon
 * @param results by metric and currency, then by arm
 */
public record Reading(SampleRatio sampleRatio, String control, long contamination, List<Result> results) {

    /** Reads an experiment that has units. */
    public static Reading of(ExperimentSums sums, ReadingTerms terms) {
        Map<String, Long> observed = new LinkedHashMap<>();
        Map<String, Double> weights = new LinkedHashMap<>();
        sums.arms().forEach((arm, count) -> {
            observed.put(arm, count.exposed());
            weights.put(arm, (double) count.plannedMillionths());
        });
        SampleRatio ratio = SampleRatio.of(observed, weights);
        String control = control(sums);
        List<Result> results = new Reader(sums, control, ratio.blocks(), terms).results();
        return new Reading(ratio, control, referees(sums, ExperimentSums.HOLDOUT), results);
    }

    /** The holdout; where nobody is held out, the first arm by name. */
    private static String control(ExperimentSums sums) {
        ArmCount holdout = sums.arms().get(ExperimentSums.HOLDOUT);
        boolean held = holdout != null && (holdout.plannedMillionths() > 0 || holdout.exposed() > 0);
        return held
                ? ExperimentSums.HOLDOUT
                : sums.arms().keySet().stream()
                        .filter(arm -> !arm.equals(ExperimentSums.HOLDOUT))
                        .findFirst()
                        .orElse(ExperimentSums.HOLDOUT);
    }

    private static long referees(ExperimentSums sums, String arm) {
        return sums.arms().getOrDefault(arm, ArmCount.NONE).referees();
    }

    /** Compares the arms of one experiment. */
    private static final class Reader {

        private final ExperimentSums sums;
        private final String control;
        private final boolean blocked;
        private final ReadingTerms terms;
        private final Map<Line, Comparison> measured = new LinkedHashMap<>();
        private final Map<Line, Comparison> adjusted = new LinkedHashMap<>();

        Reader(ExperimentSums sums, String control, boolean blocked, ReadingTerms terms) {
            this.sums = sums;
            this.control = control;
            this.blocked = blocked;
            this.terms = terms;
        }

        List<Result> results() {
            SortedMap<Scale, Map<String, ArmMoments>> scales = scales();
            if (!blocked) {
                compare(scales, Kind.MEAN, measured);
                compare(scales, Kind.ADJUSTED, adjusted);
            }
            List<Result> results = new ArrayList<>();
            scales.forEach((scale, arms) -> arms.keySet().stream()
                    .filter(arm -> !arm.equals(control) && !arm.equals(ExperimentSums.HOLDOUT))
                    .forEach(arm -> results.add(result(scale.of(arm), arms))));
            return results;
        }

        /** What is compared together: a metric, of money in one currency. */
        private record Scale(Metric metric, String currency) implements Comparable<Scale> {

            Line of(String arm) {
                return new Line(arm, metric, currency);
            }

            @Override
            public int compareTo(Scale other) {
                return of("").compareTo(other.of(""));
            }
        }

        private SortedMap<Scale, Map<String, ArmMoments>> scales() {
            SortedMap<Scale, Map<String, ArmMoments>> scales = new TreeMap<>();
            sums.lines()
                    .forEach((line, moments) -> scales.computeIfAbsent(
                                    new Scale(line.metric(), line.currency()), first -> new TreeMap<>())
                            .put(line.arm(), moments));
            return scales;
        }

        /** Of arms that have enough outcomes; Holm counts no other. */
        private void compare(
                SortedMap<Scale, Map<String, ArmMoments>> scales, Kind kind, Map<Line, Comparison> comparisons) {
            ConfidenceSequence procedure = new ConfidenceSequence(terms.alpha(), Alternative.TWO_SIDED, terms.tuning());
            List<Line> lines = new ArrayList<>();
            List<dev.milepost.experiments.statistics.Metric> metrics = new ArrayList<>();
            scales.forEach((scale, arms) -> {
                Map<String, ArmMoments> enough = new TreeMap<>(arms);
                enough.values().removeIf(moments -> moments.n() < terms.leastUnits());
                if (enough.containsKey(control)) {
                    metrics.add(new dev.milepost.experiments.statistics.Metric(
                            scale.metric().label(), 0, 0, kind, scale.metric().isPrimary(), enough));
                    enough.keySet().stream()
                            .filter(arm -> !arm.equals(control))
                            .forEach(arm -> lines.add(scale.of(arm)));
                }
            });
            List<Comparison> judged = Readout.comparisons(control, metrics, procedure);
            for (int i = 0; i < lines.size(); i++) {
                comparisons.put(lines.get(i), judged.get(i));
            }
        }

        private Result result(Line line, Map<String, ArmMoments> arms) {
            Comparison comparison = readable(measured.get(line));
            Result.Status status =
                    blocked ? Result.Status.BLOCKED : comparison == null ? Result.Status.TOO_EARLY : Result.Status.READ;
            return new Result(
                    line,
                    control,
                    status,
                    comparison,
                    comparison == null ? null : readable(adjusted.get(line)),
                    n(arms, line.arm()),
                    n(arms, control));
        }

        private static Comparison readable(Comparison comparison) {
            return comparison == null || comparison.absolute().isEmpty() ? null : comparison;
        }

        private static long n(Map<String, ArmMoments> arms, String arm) {
            return arms.getOrDefault(arm, ArmMoments.NONE).n();
        }
    }
}
