package dev.milepost.experiments.analyze;

import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.Metric;
import dev.milepost.experiments.statistics.Readout;
import dev.milepost.experiments.statistics.SampleRatio;
import dev.milepost.runtime.table.TableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers what is asked of a table of units. */
public final class ExperimentTable {

    private final Question question;
    private final Units units;

    private ExperimentTable(Question question, Units units) {
        this.question = question;
        this.units = units;
    }

    /**
     * Reads the table and answers.
     *
     * @throws TableException if it is none that can be answered from: which line and column, why, and what to do
     */
    public static Answer answer(Question question) {
        ExperimentTable table = new ExperimentTable(question, Units.read(question));
        table.checkArms();
        List<Comparison> overall = Readout.comparisons(question.control(), table.units.metrics(), question.procedure());
        overall.forEach(table::checkVariance);
        return new Answer(table.sampleRatio(), overall, table.bySegment());
    }

    private void checkArms() {
        Map<String, Long> counts = units.counts();
        if (!counts.containsKey(question.control())) {
            throw units.refusedColumn(
                    question.arm(),
                    "there is no arm " + question.control() + "; --control is one of "
                            + String.join(", ", counts.keySet()));
        }
        if (counts.size() < 2) {
            throw units.refusedColumn(
                    question.arm(),
                    "every unit is of " + question.control() + "; there must be another arm to compare with it");
        }
        counts.forEach((arm, count) -> {
            if (count < 2) {
                throw units.refusedArm(arm, "this is the only unit of " + arm + "; give more, or leave the row out");
            }
            if (!question.weights().isEmpty() && !question.weights().containsKey(arm)) {
                throw units.refusedArm(
                        arm, arm + " has no weight; name it in --weights too (" + arm + "=0 does not count it)");
            }
        });
    }

    private void checkVariance(Comparison comparison) {
        if (comparison.absolute().isEmpty()) {
            throw units.refusedColumn(
                    comparison.metric(),
                    "within " + comparison.arm() + " and within " + comparison.control()
                            + " no unit differs from another"
                            + (question.covariate().isPresent() ? " once adjusted" : "")
                            + ", so nothing can be said of chance; leave the column out");
        }
    }

    /** Over the arms of the table, and those that have a weight and no unit. */
    private SampleRatio sampleRatio() {
        Map<String, Long> observed = new LinkedHashMap<>(units.counts());
        Map<String, Double> weights = new LinkedHashMap<>(question.weights());
        if (weights.isEmpty()) {
            observed.keySet().forEach(arm -> weights.put(arm, 1.0));
        }
        weights.keySet().forEach(arm -> observed.putIfAbsent(arm, 0L));
        return SampleRatio.of(observed, weights);
    }

    /** Judged together: there are as many more ways to be lucky. */
    private Map<String, List<Comparison>> bySegment() {
        Map<String, List<Comparison>> segments = new LinkedHashMap<>();
        if (question.segment().isEmpty()) {
            return segments;
        }
        Map<String, List<Metric>> metrics = units.metricsBySegment();
        List<Comparison> judged = Readout.comparisons(
                question.control(),
                metrics.values().stream().flatMap(List::stream).toList(),
                question.procedure());
        int ofEach = judged.size() / metrics.size();
        for (String segment : metrics.keySet()) {
            int from = segments.size() * ofEach;
            segments.put(segment, judged.subList(from, from + ofEach));
        }
        return segments;
    }
}
