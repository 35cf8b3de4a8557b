package dev.milepost.experiments.live;

import static dev.milepost.experiments.live.LiveExperiment.count;
import static dev.milepost.experiments.live.LiveExperiment.figure;
import static dev.milepost.experiments.live.LiveExperiment.flag;

import dev.milepost.runtime.text.Amounts;
import dev.milepost.runtime.text.Counts;
import dev.milepost.runtime.text.Digits;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * A row of experiment_results in words.
 *
 * @param decimals with which its amounts are written: two digits of the standard error
 */
record MeasuredResult(Map<String, String> row, int decimals) {

    private static final String NONE = "";
    private static final String NO_LIFT =
            " No lift is given, as control's mean is within 3 standard errors of 0: a share of it says nothing.";

    static MeasuredResult of(Map<String, String> row) {
        MeasuredResult rough = new MeasuredResult(row, 2);
        return rough.isRead() ? new MeasuredResult(row, Digits.decimals(rough.amount("se"))) : rough;
    }

    boolean isRead() {
        return row.get("status").equals("read");
    }

    boolean isPrimary() {
        return flag(row, "is_primary");
    }

    String arm() {
        return row.get("arm");
    }

    /** As people call it, of money with its currency. */
    String metric() {
        String currency = row.get("currency");
        return name() + (currency.isEmpty() ? NONE : ", " + currency) + (isPrimary() ? NONE : " (guardrail)");
    }

    private String name() {
        return row.get("metric").replace('_', ' ');
    }

    String intervalName() {
        return Digits.interval(figure(row, "alpha"));
    }

    String against() {
        return arm() + " against " + row.get("control");
    }

    String effect() {
        return Digits.signed(amount("effect"), decimals);
    }

    String effectInterval() {
        return isRead() ? effects("ci") : "-";
    }

    String lift() {
        return Digits.signedPercent(figure(row, "relative"));
    }

    String liftInterval() {
        return row.get("relative") == null
                ? "-"
                : range(figure(row, "relative_ci_low"), figure(row, "relative_ci_high"), Digits::signedPercent);
    }

    List<String> cells() {
        return List.of(
                arm(),
                Counts.number(count(row, "n")),
                Digits.figure(amount("mean"), decimals),
                effect(),
                effectInterval(),
                lift(),
                liftInterval(),
                Digits.p(figure(row, "p")),
                Digits.p(figure(row, "p_holm")));
    }

    /** What stands in the line of a day; of one that cannot be read why. */
    List<String> cellsOf(String day) {
        return List.of(
                day,
                Counts.number(count(row, "n")),
                Counts.number(count(row, "n_control")),
                Digits.signed(amount("effect"), decimals),
                isRead() ? effects("ci") : row.get("status").replace('_', ' '),
                lift(),
                liftInterval());
    }

    /** Those of control: its mean is that of the first arm that can be read. */
    List<String> controlCells(List<MeasuredResult> arms) {
        String mean = arms.stream()
                .filter(MeasuredResult::isRead)
                .findFirst()
                .map(arm -> Digits.figure(arm.amount("mean_control"), arm.decimals))
                .orElse("-");
        return List.of(
                row.get("control"),
                Counts.number(count(row, "n_control")),
                mean,
                "control",
                NONE,
                NONE,
                NONE,
                NONE,
                NONE);
    }

    /** What it says of one that can be read. */
    String sentence() {
        String adjusted = row.get("adjusted_effect") == null
                ? NONE
                : " Adjusted by what they bought before: " + Digits.signed(amount("adjusted_effect"), decimals) + " ("
                        + effects("adjusted_ci") + ").";
        String rest = adjusted + (row.get("relative") == null ? NO_LIFT : NONE);
        double alpha = figure(row, "alpha");
        if (figure(row, "p") >= alpha) {
            return arm() + " and " + row.get("control") + " cannot be told apart on " + name()
                    + ": the effect may be anything from " + effects("ci") + "." + rest;
        }
        String side = arm() + (figure(row, "effect") > 0 ? " is above " : " is below ") + row.get("control") + " on "
                + name();
        if (isPrimary() && figure(row, "p_holm") >= alpha) {
            return side + " taken alone, but not among all comparisons, of which one may look so by chance." + rest;
        }
        return side + ": by " + Digits.signed(amount("effect"), decimals) + " (" + effects("ci") + ")." + rest;
    }

    private String effects(String bound) {
        return range(amount(bound + "_low"), amount(bound + "_high"), amount -> Digits.signed(amount, decimals));
    }

    private static String range(double low, double high, DoubleFunction<String> text) {
        return text.apply(low) + " to " + text.apply(high);
    }

    /** Of money in the currency, not its minor units. */
    double amount(String name) {
        int places = Amounts.places(row.get("currency")).orElse(0);
        return figure(row, name) / Math.pow(10, places);
    }
}
