package dev.milepost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.experiments.statistics.Plan;
import dev.milepost.runtime.text.Digits;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan's answer, for who looks once and for who looks whenever.
 *
 * @param plan what was asked of
 * @param once for who looks once
 * @param sequence for who looks whenever
 * @param perDay new units a day; null where nobody says
 * @param horizonDays that follow the last unit
 */
record ExperimentPlan(Plan plan, Size once, Size sequence, Long perDay, int horizonDays) {

    /**
     * An experiment's size.
     *
     * @param units of all arms
     * @param effect that they see
     */
    record Size(long units, double effect) {}

    static ExperimentPlan ofEffect(Plan plan, double effect, Long perDay, int horizonDays) {
        return new ExperimentPlan(
                plan,
                new Size(plan.units(effect), effect),
                new Size(plan.unitsOfSequence(effect), effect),
                perDay,
                horizonDays);
    }

    static ExperimentPlan ofUnits(Plan plan, long units, Long perDay, int horizonDays) {
        return new ExperimentPlan(
                plan,
                new Size(units, plan.detectable(units)),
                new Size(units, plan.detectableBySequence(units)),
                perDay,
                horizonDays);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Control: " + baseline() + ". Power " + Digits.percent(plan.power()) + ", α "
                + Digits.percent(plan.alpha())
                + (plan.alphaOfOne() < plan.alpha()
                        ? " of " + Text.count((plan.arms() - 1L) * plan.metrics(), "comparison") + " together"
                        : "")
                + ".");
        Table table = perDay == null
                ? new Table("Read", "Units", "Of them control", "Effect", "Lift")
                : new Table("Read", "Units", "Of them control", "Effect", "Lift", "Days");
        row(table, "once, at the end", once);
        row(table, "whenever, --sequential " + plan.tuning(sequence.units()), sequence);
        lines.addAll(table.lines());
        if (Double.isInfinite(once.effect()) || Double.isInfinite(sequence.effect())) {
            lines.add("A dash: so many units see nothing with that power.");
        }
        return lines;
    }

    private String baseline() {
        Plan.Baseline baseline = plan.baseline();
        return baseline.proportion()
                ? Digits.percent(baseline.mean()) + " of units"
                : "mean " + baseline.mean() + ", standard deviation " + Math.sqrt(baseline.variance());
    }

    private void row(Table table, String name, Size size) {
        Object[] cells = {
            name,
            size.units(),
            Math.round(size.units() * plan.controlShare()),
            new Table.Figure(effect(size)),
            new Table.Figure(
                    Digits.signedPercent(size.effect() / plan.baseline().mean())),
            perDay == null ? 0 : days(size)
        };
        table.row(perDay == null ? List.of(cells).subList(0, cells.length - 1).toArray() : cells);
    }

    private String effect(Size size) {
        if (plan.baseline().proportion()) {
            return Double.isFinite(size.effect())
                    ? Digits.signed(100 * size.effect(), Digits.decimals(100 * Math.abs(size.effect())) + 1) + " points"
                    : "-";
        }
        return Digits.signed(size.effect(), Digits.decimals(Math.abs(size.effect())) + 1);
    }

    private long days(Size size) {
        return ((size.units() + perDay - 1) / perDay) + horizonDays;
    }

    void into(ObjectNode root) {
        root.put("alpha", plan.alpha());
        root.put("alpha_per_comparison", plan.alphaOfOne());
        root.put("power", plan.power());
        put(root.putObject("fixed_horizon"), once);
        ObjectNode whenever = root.putObject("confidence_sequence");
        put(whenever, sequence);
        whenever.put("sequential", plan.tuning(sequence.units()));
    }

    private void put(ObjectNode node, Size size) {
        node.put("units", size.units());
        node.put("units_control", Math.round(size.units() * plan.controlShare()));
        finite(node, "effect", size.effect());
        finite(node, "relative", size.effect() / plan.baseline().mean());
        if (perDay != null) {
            node.put("days", days(size));
        }
    }

    private static void finite(ObjectNode node, String name, double figure) {
        if (Double.isFinite(figure)) {
            node.put(name, figure);
        } else {
            node.putNull(name);
        }
    }
}
