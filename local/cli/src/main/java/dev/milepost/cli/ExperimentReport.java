package dev.milepost.cli;

import dev.milepost.experiments.analyze.Answer;
import dev.milepost.experiments.analyze.Question;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.ConfidenceSequence;
import dev.milepost.experiments.statistics.Estimate;
import dev.milepost.experiments.statistics.SampleRatio;
import dev.milepost.runtime.text.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** An experiment as a growth manager reads it: whether it may be read, then tables, and a sentence for each comparison. */
final class ExperimentReport {

    private static final String NONE = "";

    private final Question question;
    private final Answer answer;
    private final String interval;

    ExperimentReport(Question question, Answer answer) {
        this.question = question;
        this.answer = answer;
        this.interval = Digits.interval(question.procedure().alpha());
    }

    /**
     * The lines.
     *
     * @param shown whether figures are, beside the sample ratio
     */
    List<String> lines(boolean shown) {
        List<String> lines = new ArrayList<>(sampleRatio());
        if (!shown) {
            return lines;
        }
        lines.add(NONE);
        lines.add(howToRead());
        section(lines, NONE, answer.overall());
        if (!answer.segments().isEmpty()) {
            lines.add(NONE);
            lines.add("By " + question.segment().orElseThrow()
                    + ". Segments are there to learn from, not to decide by; Holm counts all of them together.");
            answer.segments()
                    .forEach((segment, comparisons) ->
                            section(lines, question.segment().orElseThrow() + " " + segment + ": ", comparisons));
        }
        return lines;
    }

    private List<String> sampleRatio() {
        SampleRatio ratio = answer.sampleRatio();
        List<String> lines = new ArrayList<>();
        lines.add(
                ratio.blocks()
                        ? "Sample ratio: NOT as planned (p " + Digits.tinyP(ratio.p()) + "). The read-out is blocked."
                        : "Sample ratio: as planned (p " + Digits.p(ratio.p()) + ").");
        Table table = new Table("Arm", "Units", "Planned");
        for (SampleRatio.Arm arm : ratio.arms()) {
            table.row(arm.arm(), arm.observed(), new Table.Figure(Digits.figure(arm.expected(), 1)));
        }
        lines.addAll(table.lines());
        return lines;
    }

    private String howToRead() {
        if (question.procedure() instanceof ConfidenceSequence sequence) {
            return "Intervals and p hold however often you look (confidence sequence, N* "
                    + Text.number(Math.round(sequence.tuning())) + ").";
        }
        return "Intervals and p are for one look, at an end that was set beforehand; for more looks there is --sequential.";
    }

    private void section(List<String> lines, String prefix, List<Comparison> comparisons) {
        Map<String, List<Comparison>> byMetric = new LinkedHashMap<>();
        comparisons.forEach(each -> byMetric.computeIfAbsent(each.metric(), first -> new ArrayList<>())
                .add(each));
        byMetric.forEach((metric, of) -> {
            lines.add(NONE);
            lines.add(prefix + metric + (of.get(0).primary() ? NONE : " (secondary)") + adjusted(of));
            lines.addAll(table(of).lines());
            of.stream().map(each -> sentence(each, comparisons)).forEach(lines::add);
        });
    }

    private String adjusted(List<Comparison> comparisons) {
        if (question.covariate().isEmpty()) {
            return NONE;
        }
        List<String> saved = comparisons.stream()
                .map(each -> each.arm() + " "
                        + Digits.percent(each.adjustment().orElseThrow().varianceReduction()))
                .toList();
        return ", adjusted by " + question.covariate().get() + " (variance saved: " + String.join(", ", saved) + ")";
    }

    private Table table(List<Comparison> comparisons) {
        Table table = new Table("Arm", "Units", "Mean", "Effect", interval, "Lift", interval, "p", "p (Holm)");
        Comparison first = comparisons.get(0);
        int decimals = decimals(first);
        table.row(
                first.control(),
                first.baseline().n(),
                new Table.Figure(Digits.figure(first.baseline().mean(), decimals)),
                new Table.Figure("control"),
                NONE,
                new Table.Figure(NONE),
                NONE,
                new Table.Figure(NONE),
                new Table.Figure(NONE));
        comparisons.forEach(each -> row(table, each));
        return table;
    }

    private static void row(Table table, Comparison comparison) {
        int decimals = decimals(comparison);
        Estimate absolute = comparison.absolute().orElse(null);
        Estimate relative = comparison.relative().orElse(null);
        table.row(
                comparison.arm(),
                comparison.treatment().n(),
                new Table.Figure(Digits.figure(comparison.treatment().mean(), decimals)),
                new Table.Figure(absolute == null ? "-" : Digits.signed(absolute.effect(), decimals)),
                absolute == null ? "-" : range(absolute, bound -> Digits.signed(bound, decimals)),
                new Table.Figure(relative == null ? "-" : Digits.signedPercent(relative.effect())),
                relative == null ? "-" : range(relative, Digits::signedPercent),
                new Table.Figure(Digits.p(absolute == null ? Double.NaN : absolute.p())),
                new Table.Figure(Digits.p(comparison.pHolm())));
    }

    private static int decimals(Comparison comparison) {
        return comparison
                .absolute()
                .map(absolute -> Digits.decimals(absolute.se()))
                .orElse(2);
    }

    /** {@code +1 to +3}, {@code above +1}, {@code below +3}. */
    private static String range(Estimate estimate, DoubleFunction<String> figure) {
        if (estimate.ciHigh() == Double.POSITIVE_INFINITY) {
            return "above " + figure.apply(estimate.ciLow());
        }
        if (estimate.ciLow() == Double.NEGATIVE_INFINITY) {
            return "below " + figure.apply(estimate.ciHigh());
        }
        return figure.apply(estimate.ciLow()) + " to " + figure.apply(estimate.ciHigh());
    }

    private String sentence(Comparison comparison, List<Comparison> family) {
        if (comparison.absolute().isEmpty()) {
            return "  " + comparison.arm() + " and " + comparison.control() + " cannot be compared on "
                    + comparison.metric() + ": too few units, or none differs from another.";
        }
        Estimate absolute = comparison.absolute().get();
        double alpha = question.procedure().alpha();
        String effect = range(absolute, bound -> Digits.signed(bound, decimals(comparison)));
        if (absolute.p() >= alpha) {
            return "  " + undecided(comparison) + ": the effect may be anything"
                    + (effect.startsWith("above") || effect.startsWith("below") ? " " : " from ") + effect + ".";
        }
        String side = (absolute.effect() > 0 ? " is above " : " is below ") + comparison.control() + " on "
                + comparison.metric();
        if (comparison.primary() && comparison.pHolm() >= alpha) {
            long judged =
                    family.stream().filter(each -> !Double.isNaN(each.pHolm())).count();
            return "  " + comparison.arm() + side + " taken alone, but not among " + Text.count(judged, "comparison")
                    + ", of which one may look so by chance.";
        }
        return "  " + comparison.arm() + side + ": by " + Digits.signed(absolute.effect(), decimals(comparison)) + " ("
                + effect + ")" + lift(comparison) + ".";
    }

    private String undecided(Comparison comparison) {
        String arm = comparison.arm();
        String than = comparison.control() + " on " + comparison.metric();
        return switch (question.procedure().alternative()) {
            case TWO_SIDED -> arm + " and " + comparison.control() + " cannot be told apart on " + comparison.metric();
            case GREATER -> arm + " is not shown to be above " + than;
            case LESS -> arm + " is not shown to be below " + than;
        };
    }

    private static String lift(Comparison comparison) {
        return comparison
                .relative()
                .map(relative -> ", a lift of " + Digits.signedPercent(relative.effect()) + " ("
                        + range(relative, Digits::signedPercent) + ")")
                .orElse("; no lift is given, as control is too near to 0");
    }
}
