package dev.milepost.experiments.live;

import static dev.milepost.experiments.live.LiveExperiment.count;
import static dev.milepost.experiments.live.LiveExperiment.figure;
import static dev.milepost.experiments.live.LiveExperiment.flag;

import dev.milepost.runtime.text.Counts;
import dev.milepost.runtime.text.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A live experiment as a growth manager reads it: whether it may be read, then what each arm does to each metric. */
public record LiveReport(LiveExperiment live) {

    /** What can be said of it in one word. */
    public enum Standing {
        /** Arms have not the units they should have: no figure means anything. */
        BLOCKED,
        /** No arm can be compared yet on what the experiment is decided by. */
        TOO_EARLY,
        /** An effect with an interval that holds however often it is looked at. */
        READ
    }

    /** Of one that is blocked. */
    public static final String WHAT_TO_LOOK_FOR =
            "Look for what loses or adds users of one arm: an ask that fails in one channel, a guard that one arm alone meets, users"
                    + " who are removed afterwards.";

    private static final String NONE = "";
    private static final String TOO_EARLY =
            "too early. Too few users are past their horizon, or none differs from another.";

    /** What can be said of it. */
    public Standing standing() {
        if (live.isBlocked()) {
            return Standing.BLOCKED;
        }
        boolean read = live.results().stream()
                .anyMatch(result ->
                        flag(result, "is_primary") && MeasuredResult.of(result).isRead());
        return read ? Standing.READ : Standing.TOO_EARLY;
    }

    /** In a sentence; empty where it can be read, and {@link #lifts} say what. */
    public String verdict() {
        return switch (standing()) {
            case BLOCKED -> sampleRatio();
            case TOO_EARLY -> "It is " + TOO_EARLY;
            case READ -> NONE;
        };
    }

    /** Whether arms have the units they should have; empty where nobody is compared. */
    public String sampleRatio() {
        if (live.results().isEmpty()) {
            return NONE;
        }
        double p = figure(live.results().get(0), "srm_p");
        return live.isBlocked()
                ? "Sample ratio: NOT as planned (p " + Digits.tinyP(p) + "). The read-out is blocked."
                : "Sample ratio: as planned (p " + Digits.p(p) + ").";
    }

    /** The arms: whom they have, whom they should have. */
    public FigureTable arms() {
        List<List<String>> rows = live.arms().stream()
                .map(arm -> List.of(
                        arm.get("arm"),
                        Counts.number(count(arm, "exposed")),
                        Digits.figure(figure(arm, "planned"), 1),
                        Counts.number(count(arm, "matured")),
                        Counts.number(count(arm, "referees"))))
                .toList();
        return new FigureTable(
                NONE,
                List.of(
                        FigureTable.text("Arm"),
                        FigureTable.number("Exposed"),
                        FigureTable.number("Planned"),
                        FigureTable.number("Past the horizon"),
                        FigureTable.number("Referees")),
                rows,
                List.of());
    }

    /** Referees of who was held out; empty where nobody is compared. */
    public String contamination() {
        if (live.results().isEmpty()) {
            return NONE;
        }
        return "Contamination: " + Counts.of(count(live.results().get(0), "contamination"), "referee")
                + " of users who were held out: they share without being asked.";
    }

    /** How its intervals are meant; empty where there are none. */
    public String procedure() {
        return isSilent()
                ? NONE
                : "Intervals and p hold however often you look (confidence sequence, N* "
                        + Counts.number(Math.round(figure(live.results().get(0), "tuning"))) + ").";
    }

    /** Each metric with its arms; none where the read-out is blocked. */
    public List<FigureTable> metrics() {
        if (isSilent()) {
            return List.of();
        }
        Map<String, List<MeasuredResult>> byMetric = new LinkedHashMap<>();
        for (Map<String, String> row : live.results()) {
            MeasuredResult result = MeasuredResult.of(row);
            byMetric.computeIfAbsent(result.metric(), first -> new ArrayList<>())
                    .add(result);
        }
        return byMetric.entrySet().stream()
                .map(metric -> table(metric.getKey(), metric.getValue()))
                .toList();
    }

    /** What is said first of an experiment that can be read: each arm on each metric that decides. */
    public FigureTable lifts() {
        List<MeasuredResult> read = isSilent()
                ? List.of()
                : live.results().stream()
                        .map(MeasuredResult::of)
                        .filter(result -> result.isPrimary() && result.isRead())
                        .toList();
        String interval = read.isEmpty() ? NONE : read.get(0).intervalName();
        return new FigureTable(
                NONE,
                List.of(
                        FigureTable.text("Arm"),
                        FigureTable.text("Metric"),
                        FigureTable.number("Effect"),
                        FigureTable.text(interval),
                        FigureTable.number("Lift"),
                        FigureTable.text(interval),
                        FigureTable.text("What it says")),
                read.stream()
                        .map(result -> List.of(
                                result.arm(),
                                result.metric(),
                                result.effect(),
                                result.effectInterval(),
                                result.lift(),
                                result.liftInterval(),
                                result.sentence()))
                        .toList(),
                List.of());
    }

    private boolean isSilent() {
        return live.isBlocked() || live.results().isEmpty();
    }

    private static FigureTable table(String metric, List<MeasuredResult> results) {
        String interval = results.get(0).intervalName();
        List<List<String>> rows = new ArrayList<>();
        rows.add(results.get(0).controlCells(results));
        results.forEach(result -> rows.add(result.cells()));
        return new FigureTable(
                metric,
                List.of(
                        FigureTable.text("Arm"),
                        FigureTable.number("Users"),
                        FigureTable.number("Mean"),
                        FigureTable.number("Effect"),
                        FigureTable.text(interval),
                        FigureTable.number("Lift"),
                        FigureTable.text(interval),
                        FigureTable.number("p"),
                        FigureTable.number("p (Holm)")),
                rows,
                results.stream()
                        .map(result -> result.isRead() ? result.sentence() : result.against() + ": " + TOO_EARLY)
                        .toList());
    }
}
