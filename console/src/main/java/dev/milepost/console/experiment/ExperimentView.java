package dev.milepost.console.experiment;

import dev.milepost.console.web.Grid;
import dev.milepost.console.web.SafePath;
import dev.milepost.experiments.live.FigureTable;
import dev.milepost.experiments.live.LiveExperiment;
import dev.milepost.experiments.live.LiveReport;
import java.util.List;

/**
 * What the page of an experiment has.
 *
 * @param address of the page
 * @param problem why nothing can be read by now; empty: it can
 * @param hint what to look for where the read-out is blocked; else empty
 * @param lifts each arm on each metric that decides; without rows where nothing can be read
 * @param sampleRatio whether arms have the users they should have
 * @param arms whom they have
 * @param contamination referees of who was held out
 * @param procedure how intervals are meant
 * @param metrics all figures
 * @param choices metrics whose interval can be drawn over time
 * @param metric that of them which is drawn
 */
public record ExperimentView(
        String address,
        String problem,
        String hint,
        Grid lifts,
        String sampleRatio,
        Grid arms,
        String contamination,
        String procedure,
        List<Section> metrics,
        List<Choice> choices,
        String metric) {

    /**
     * A metric with what its figures say.
     *
     * @param sentences one for each arm
     */
    public record Section(Grid figures, List<String> sentences) {}

    /**
     * A metric that can be chosen.
     *
     * @param value as in the warehouse
     * @param text as people call it
     */
    public record Choice(String value, String text) {}

    static ExperimentView of(LiveExperiment live, String chosen) {
        LiveReport report = new LiveReport(live);
        List<Choice> choices = choices(live);
        boolean known = choices.stream().anyMatch(choice -> choice.value().equals(chosen));
        return new ExperimentView(
                address(live.id()),
                report.verdict(),
                report.standing() == LiveReport.Standing.BLOCKED ? LiveReport.WHAT_TO_LOOK_FOR : "",
                grid("Lift of each arm", report.lifts()),
                report.sampleRatio(),
                grid("Arms", report.arms()),
                report.contamination(),
                report.procedure(),
                report.metrics().stream()
                        .map(table -> new Section(grid(table.title(), table), table.sentences()))
                        .toList(),
                choices,
                known ? chosen : choices.isEmpty() ? "" : choices.get(0).value());
    }

    static String address(String id) {
        return "/experiments/" + SafePath.part(id);
    }

    static Grid grid(String title, FigureTable table) {
        return new Grid(
                title,
                "",
                table.columns().stream()
                        .map(column -> new Grid.Column(column.heading(), column.number()))
                        .toList(),
                table.rows(),
                false);
    }

    private static List<Choice> choices(LiveExperiment live) {
        return live.results().stream()
                .map(row -> row.get("metric"))
                .distinct()
                .map(metric -> new Choice(metric, metric.replace('_', ' ')))
                .toList();
    }
}
