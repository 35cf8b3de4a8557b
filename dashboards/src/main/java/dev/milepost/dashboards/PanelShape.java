package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a panel can draw what its query answers. A stat needs one number, a time series one time that ascends and lines of
 * which each has one value at a time, a bar gauge or pie names with one number each, a bar chart names with numbers, a table
 * columns of different names. Overrides of the panel name columns that are there.
 */
public final class PanelShape {

    private static final Pattern LABEL = Pattern.compile("\\$\\{__field\\.labels\\.(\\w+)}");

    private final Panel panel;
    private final Query query;
    private final Frame frame;

    private PanelShape(Panel panel, Query query, Frame frame) {
        this.panel = panel;
        this.query = query;
        this.frame = frame;
    }

    /**
     * Says nothing where the panel can draw the answer.
     *
     * @throws InvalidDashboardException where it cannot: names the panel, the query and what is wrong with which column
     */
    public static void check(Panel panel, Query query, Frame frame) {
        new PanelShape(panel, query, frame).check();
    }

    private void check() {
        columnsDiffer();
        switch (panel.type()) {
            case TIMESERIES, HEATMAP -> series();
            case STAT -> stat();
            case BARGAUGE, PIECHART -> named(1);
            case BARCHART -> named(Integer.MAX_VALUE);
            case TABLE -> table();
            case TEXT, ROW -> throw wrong("shows no answer of a query");
        }
    }

    private void columnsDiffer() {
        Set<String> names = new HashSet<>();
        for (Frame.Column column : frame.columns()) {
            require(names.add(column.name()), "has two columns '" + column.name() + "'");
        }
    }

    private void series() {
        format(Query.Format.TIME_SERIES);
        require(
                frame.positions(ColumnKind.BOOL).isEmpty(),
                "has a column of truth values, which is neither name nor value");
        List<TimeSeries> lines;
        try {
            lines = TimeSeries.of(frame);
        } catch (InvalidDashboardException e) {
            throw wrong(e.getMessage(), e);
        }
        for (String label : displayLabels()) {
            require(
                    frame.columns().stream()
                            .anyMatch(column -> column.name().equals(label) && column.type() == ColumnKind.TEXT),
                    "has no column '" + label + "', which series are named by");
        }
        if (displayLabels().isEmpty()) {
            require(
                    lines.stream().map(TimeSeries::field).distinct().count() == lines.size(),
                    "has several series of one name: name them by a label");
        }
    }

    private void stat() {
        format(Query.Format.TABLE);
        require(frame.positions(ColumnKind.NUMBER).size() == 1, "has not one column of numbers: " + frame.columns());
        require(frame.columns().size() == 1, "has columns beside its number: " + frame.columns());
        require(frame.rows().size() <= 1, "has " + frame.rows().size() + " rows: a stat is one number");
    }

    private void named(int most) {
        format(Query.Format.TABLE);
        List<Integer> texts = frame.positions(ColumnKind.TEXT);
        int numbers = frame.positions(ColumnKind.NUMBER).size();
        require(texts.size() == 1, "has not one column of names: " + frame.columns());
        require(numbers >= 1 && numbers <= most, "has " + numbers + " columns of numbers: " + frame.columns());
        require(
                frame.columns().size() == numbers + 1,
                "has columns that are neither name nor number: " + frame.columns());
        Set<Object> names = new HashSet<>();
        for (List<Object> row : frame.rows()) {
            Object name = row.get(texts.get(0));
            require(name != null, "has a row without a name");
            require(names.add(name), "has two rows of the name '" + name + "'");
        }
        overridesNameColumns();
    }

    private void table() {
        format(Query.Format.TABLE);
        require(!frame.columns().isEmpty(), "has no columns");
        overridesNameColumns();
    }

    /** In bars names may be values too, which are not there at all times: those that are coloured. */
    private void overridesNameColumns() {
        for (JsonNode override : panel.fieldConfig().path("overrides")) {
            String name = override.path("matcher").path("options").asText();
            boolean colours = override.path("properties").size() == 1
                    && override.path("properties").path(0).path("id").asText().equals("color");
            require(
                    (colours && panel.type() != PanelType.TABLE)
                            || frame.columns().stream()
                                    .anyMatch(column -> column.name().equals(name)),
                    "has no column '" + name + "', which an override is for");
        }
    }

    private List<String> displayLabels() {
        String name = panel.fieldConfig().path("defaults").path("displayName").asText("");
        return LABEL.matcher(name).results().map(found -> found.group(1)).toList();
    }

    private void format(Query.Format wanted) {
        require(
                query.format() == wanted,
                "is of format " + query.format() + " where " + panel.type().id() + " takes " + wanted);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private InvalidDashboardException wrong(String what) {
        return wrong(what, null);
    }

    private InvalidDashboardException wrong(String what, Throwable cause) {
        return new InvalidDashboardException(
                "Panel " + panel.id() + " '" + panel.title() + "', query " + query.refId() + ": " + what, cause);
    }
}
