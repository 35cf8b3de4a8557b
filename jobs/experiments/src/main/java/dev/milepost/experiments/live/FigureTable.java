package dev.milepost.experiments.live;

import java.util.List;

/**
 * A table of a report, worded.
 *
 * @param title what it is of; empty where that is clear
 * @param rows a text for each column
 * @param sentences what it says, below it
 */
public record FigureTable(String title, List<Column> columns, List<List<String>> rows, List<String> sentences) {

    /**
     * A column.
     *
     * @param number whether its texts stand to the right
     */
    public record Column(String heading, boolean number) {}

    static Column text(String heading) {
        return new Column(heading, false);
    }

    static Column number(String heading) {
        return new Column(heading, true);
    }
}
