package dev.milepost.cli;

import dev.milepost.experiments.live.FigureTable;
import dev.milepost.experiments.live.LiveReport;
import java.util.ArrayList;
import java.util.List;

/** The report of a live experiment as lines of a terminal. */
final class LiveText {

    private LiveText() {}

    static List<String> lines(LiveReport report) {
        List<String> lines = new ArrayList<>();
        add(report.sampleRatio(), lines);
        lines.addAll(table(report.arms()));
        add(report.contamination(), lines);
        List<FigureTable> metrics = report.metrics();
        if (!metrics.isEmpty()) {
            lines.add("");
            lines.add(report.procedure());
        }
        for (FigureTable metric : metrics) {
            lines.add("");
            lines.add(metric.title());
            lines.addAll(table(metric));
            metric.sentences().forEach(sentence -> lines.add("  " + sentence));
        }
        return lines;
    }

    private static void add(String sentence, List<String> lines) {
        if (!sentence.isEmpty()) {
            lines.add(sentence);
        }
    }

    private static List<String> table(FigureTable figures) {
        Table table = new Table(
                figures.columns().stream().map(FigureTable.Column::heading).toArray(String[]::new));
        for (List<String> row : figures.rows()) {
            Object[] cells = new Object[row.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = figures.columns().get(i).number() ? new Table.Figure(row.get(i)) : row.get(i);
            }
            table.row(cells);
        }
        return table.lines();
    }
}
