package dev.milepost.cli;

import static dev.milepost.cli.LiveExperiment.count;
import static dev.milepost.cli.LiveExperiment.figure;
import static dev.milepost.cli.LiveExperiment.flag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/** A live experiment as a growth manager reads it: whether it may be read, then what each arm does to each metric. */
record LiveReport(LiveExperiment live) {

    private static final String NONE = "";

    List<String> lines() {
        List<String> lines = new ArrayList<>(head());
        if (live.isBlocked() || live.results().isEmpty()) {
            return lines;
        }
        lines.add(NONE);
        lines.add("Intervals and p hold however often you look (confidence sequence, N* "
                + Text.number(Math.round(figure(live.results().get(0), "tuning"))) + ").");
        Map<String, List<Map<String, String>>> byMetric = new LinkedHashMap<>();
        for (Map<String, String> result : live.results()) {
            byMetric.computeIfAbsent(metric(result), first -> new ArrayList<>()).add(result);
        }
        byMetric.forEach((metric, results) -> {
            lines.add(NONE);
            lines.add(metric);
            lines.addAll(table(results).lines());
            results.forEach(result -> lines.add("  " + sentence(result)));
        });
        return lines;
    }

    private List<String> head() {
        List<String> lines = new ArrayList<>();
        if (!live.results().isEmpty()) {
            double p = figure(live.results().get(0), "srm_p");
            lines.add(
                    live.isBlocked()
                            ? "Sample ratio: NOT as planned (p " + String.format(Locale.ROOT, "%.1e", p)
                                    + "). The read-out is blocked."
                            : "Sample ratio: as planned (p " + Digits.p(p) + ").");
        }
        Table table = new Table("Arm", "Exposed", "Planned", "Past the horizon", "Referees");
        for (Map<String, String> arm : live.arms()) {
            table.row(
                    arm.get("arm"),
                    count(arm, "exposed"),
                    new Table.Figure(Digits.figure(figure(arm, "planned"), 1)),
                    count(arm, "matured"),
                    count(arm, "referees"));
        }
        lines.addAll(table.lines());
        if (!live.results().isEmpty()) {
            long contamination = count(live.results().get(0), "contamination");
            lines.add("Contamination: " + Text.count(contamination, "referee")
                    + " of users who were held out: they share without being asked.");
        }
        return lines;
    }

    private static String metric(Map<String, String> result) {
        String currency = result.get("currency");
        return result.get("metric").replace('_', ' ')
                + (currency.isEmpty() ? NONE : ", " + currency)
                + (flag(result, "is_primary") ? NONE : " (guardrail)");
    }

    private static Table table(List<Map<String, String>> results) {
        String interval = Digits.interval(figure(results.get(0), "alpha"));
        Table table = new Table("Arm", "Users", "Mean", "Effect", interval, "Lift", interval, "p", "p (Holm)");
        Map<String, String> first = results.get(0);
        table.row(
                first.get("control"),
                count(first, "n_control"),
                new Table.Figure(mean(results)),
                new Table.Figure("control"),
                NONE,
                new Table.Figure(NONE),
                NONE,
                new Table.Figure(NONE),
                new Table.Figure(NONE));
        results.forEach(result -> row(result, table));
        return table;
    }

    private static String mean(List<Map<String, String>> results) {
        for (Map<String, String> result : results) {
            if (isRead(result)) {
                return Digits.figure(amount(result, "mean_control"), decimals(result));
            }
        }
        return "-";
    }

    private static void row(Map<String, String> result, Table table) {
        int decimals = decimals(result);
        table.row(
                result.get("arm"),
                count(result, "n"),
                new Table.Figure(Digits.figure(amount(result, "mean"), decimals)),
                new Table.Figure(Digits.signed(amount(result, "effect"), decimals)),
                isRead(result) ? effects(result, "ci") : "-",
                new Table.Figure(Digits.signedPercent(figure(result, "relative"))),
                result.get("relative") == null ? "-" : range(result, "relative_ci", false, Digits::signedPercent),
                new Table.Figure(Digits.p(figure(result, "p"))),
                new Table.Figure(Digits.p(figure(result, "p_holm"))));
    }

    private static boolean isRead(Map<String, String> result) {
        return result.get("status").equals("read");
    }

    private static int decimals(Map<String, String> result) {
        return isRead(result) ? Digits.decimals(amount(result, "se")) : 2;
    }

    /** Of money in the currency, not its minor units. */
    private static double amount(Map<String, String> result, String name) {
        int places = Amounts.places(result.get("currency")).orElse(0);
        return figure(result, name) / Math.pow(10, places);
    }

    private static String effects(Map<String, String> result, String bound) {
        int decimals = decimals(result);
        return range(result, bound, true, figure -> Digits.signed(figure, decimals));
    }

    private static String range(
            Map<String, String> result, String bound, boolean amounts, DoubleFunction<String> text) {
        String low = bound + "_low";
        String high = bound + "_high";
        return text.apply(amounts ? amount(result, low) : figure(result, low)) + " to "
                + text.apply(amounts ? amount(result, high) : figure(result, high));
    }

    private static String sentence(Map<String, String> result) {
        String arm = result.get("arm");
        String control = result.get("control");
        String metric = result.get("metric").replace('_', ' ');
        if (!isRead(result)) {
            return arm + " against " + control
                    + ": too early. Too few users are past their horizon, or none differs from another.";
        }
        String adjusted = result.get("adjusted_effect") == null
                ? NONE
                : " Adjusted by what they bought before: "
                        + Digits.signed(amount(result, "adjusted_effect"), decimals(result)) + " ("
                        + effects(result, "adjusted_ci") + ").";
        double alpha = figure(result, "alpha");
        if (figure(result, "p") >= alpha) {
            return arm + " and " + control + " cannot be told apart on " + metric + ": the effect may be anything from "
                    + effects(result, "ci") + "." + adjusted;
        }
        String side = arm + (figure(result, "effect") > 0 ? " is above " : " is below ") + control + " on " + metric;
        if (flag(result, "is_primary") && figure(result, "p_holm") >= alpha) {
            return side + " taken alone, but not among all comparisons, of which one may look so by chance." + adjusted;
        }
        return side + ": by " + Digits.signed(amount(result, "effect"), decimals(result)) + " (" + effects(result, "ci")
                + ")." + adjusted;
    }
}
