package dev.milepost.dashboards;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of panels that are used, and drawn by both viewers. */
public enum PanelType {
    STAT("stat"),
    TIMESERIES("timeseries"),
    TABLE("table"),
    BARGAUGE("bargauge"),
    BARCHART("barchart"),
    HEATMAP("heatmap"),
    PIECHART("piechart"),
    TEXT("text"),
    ROW("row");

    private final String id;

    PanelType(String id) {
        this.id = id;
    }

    /** As Grafana's files have it. */
    public String id() {
        return id;
    }

    /** Whether it shows what a query answers. */
    public boolean asks() {
        return this != TEXT && this != ROW;
    }

    static Optional<PanelType> of(String id) {
        return Stream.of(values()).filter(type -> type.id.equals(id)).findFirst();
    }
}
