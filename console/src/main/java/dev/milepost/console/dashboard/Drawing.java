package dev.milepost.console.dashboard;

import dev.milepost.console.web.Grid;
import java.util.List;

/**
 * What a panel shows.
 *
 * @param kind which of the others it has
 * @param figure of a stat: the number, as people read it
 * @param colour of a stat, Grafana's name
 * @param bars of a bar gauge
 * @param chart of what the browser draws: JSON
 * @param marks how many values it draws
 * @param figures all rows as a table
 * @param empty what people read where there are no rows
 */
public record Drawing(
        Kind kind, String figure, String colour, List<Bar> bars, String chart, int marks, Grid figures, String empty) {

    /** How it is drawn. */
    public enum Kind {
        STAT,
        TABLE,
        BARS,
        CHART,
        EMPTY
    }

    private static final int LONG = 6;
    private static final int LONGER = 10;

    /** Of a stat: how long its figure is, as the style sheet calls it; empty where it is short. */
    public String length() {
        return figure.length() <= LONG ? "" : figure.length() <= LONGER ? "long" : "longer";
    }

    /**
     * A bar of a bar gauge.
     *
     * @param name whose it is
     * @param text the value as people read it
     * @param share of the longest, 0 to 100
     * @param colour Grafana's name
     */
    public record Bar(String name, String text, int share, String colour) {}
}
