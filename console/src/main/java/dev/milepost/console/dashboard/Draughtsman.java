package dev.milepost.console.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.console.web.Grid;
import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Frame;
import dev.milepost.dashboards.Panel;
import dev.milepost.dashboards.TimeSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes of a panel and what its query answers what is drawn. */
final class Draughtsman {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final String LABEL = "${__field.labels.";

    /** Rows of a table that are shown; the rest is in the CSV. */
    private static final int MOST_ROWS = 500;

    private final Panel panel;
    private final String title;
    private final Frame frame;
    private final Predicate<String> mayGo;
    private final Look look;

    /**
     * For somebody.
     *
     * @param title the panel's, with the words of what is chosen
     * @param mayGo whether they may see the pages below a path
     */
    Draughtsman(Panel panel, String title, Frame frame, Predicate<String> mayGo) {
        this.panel = panel;
        this.title = title;
        this.frame = frame;
        this.mayGo = mayGo;
        this.look = new Look(panel);
    }

    Drawing draw() {
        if (frame.rows().isEmpty()) {
            return drawing(Drawing.Kind.EMPTY, List.of(), "", 0);
        }
        return switch (panel.type()) {
            case STAT -> stat();
            case BARGAUGE -> bars();
            case TIMESERIES -> chart(lines(), frame.rows().size() * count(ColumnKind.NUMBER));
            case HEATMAP -> chart(cells(), frame.rows().size());
            case BARCHART -> chart(columns(), frame.rows().size() * count(ColumnKind.NUMBER));
            case PIECHART -> chart(slices(), frame.rows().size());
            default -> drawing(Drawing.Kind.TABLE, List.of(), "", frame.rows().size());
        };
    }

    private Drawing stat() {
        String column = frame.columns().get(0).name();
        Object value = frame.rows().get(0).get(0);
        return new Drawing(
                Drawing.Kind.STAT,
                look.text(column, value),
                value == null ? "gray" : look.thresholdColour(column, value),
                List.of(),
                "",
                1,
                figures(),
                look.noValue());
    }

    private Drawing bars() {
        int name = first(ColumnKind.TEXT);
        int number = first(ColumnKind.NUMBER);
        String column = frame.columns().get(number).name();
        double longest = look.greatest(frame.rows().stream()
                .mapToDouble(row -> Math.abs(value(row.get(number))))
                .max()
                .orElse(0));
        List<Drawing.Bar> bars = frame.rows().stream()
                .map(row -> {
                    Object value = row.get(number);
                    int share = longest > 0 ? (int) Math.round(100 * Math.abs(value(value)) / longest) : 0;
                    return new Drawing.Bar(
                            (String) row.get(name),
                            look.text(column, value),
                            Math.min(100, share),
                            look.thresholdColour(column, value));
                })
                .toList();
        return drawing(Drawing.Kind.BARS, bars, "", bars.size());
    }

    private Drawing chart(ObjectNode chart, int marks) {
        String column = frame.columns().get(first(ColumnKind.NUMBER)).name();
        chart.put("title", title);
        chart.put("unit", look.unit(column));
        chart.put("decimals", look.decimals(column));
        try {
            return drawing(Drawing.Kind.CHART, List.of(), JSON.writeValueAsString(chart), marks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always written", e);
        }
    }

    private Drawing drawing(Drawing.Kind kind, List<Drawing.Bar> bars, String chart, int marks) {
        return new Drawing(kind, "", "", bars, chart, marks, figures(), empty());
    }

    /** What is said where there are no rows; tables have a dash for single cells without a value. */
    private String empty() {
        String noValue = look.noValue();
        return noValue.length() == 1 ? "Nothing to show" : noValue;
    }

    private ObjectNode lines() {
        ObjectNode chart = JSON.createObjectNode().put("type", "timeseries");
        var custom = panel.fieldConfig().path("defaults").path("custom");
        chart.put("bars", custom.path("drawStyle").asText().equals("bars"));
        chart.put("stacked", custom.path("stacking").path("mode").asText().equals("normal"));
        chart.put("fill", custom.path("fillOpacity").asInt());
        ArrayNode series = chart.putArray("series");
        for (TimeSeries line : TimeSeries.of(frame)) {
            String name = name(line);
            ObjectNode told = series.addObject().put("name", name).put("colour", look.fixedColour(name));
            ArrayNode points = told.putArray("points");
            for (int i = 0; i < line.times().size(); i++) {
                points.addArray().add(line.times().get(i)).add(line.values().get(i));
            }
        }
        return chart;
    }

    private ObjectNode cells() {
        ObjectNode chart = JSON.createObjectNode().put("type", "heatmap");
        ArrayNode times = chart.putArray("times");
        ArrayNode names = chart.putArray("names");
        ArrayNode cells = chart.putArray("cells");
        chart.put("rows", panel.options().path("yAxis").path("axisLabel").asText(""));
        List<TimeSeries> rows = new ArrayList<>(TimeSeries.of(frame));
        if (rows.stream().allMatch(row -> NUMBER.matcher(name(row)).matches())) {
            rows.sort(Comparator.comparingDouble(row -> Double.parseDouble(name(row))));
        }
        List<Long> all = rows.stream()
                .flatMap(row -> row.times().stream())
                .distinct()
                .sorted()
                .toList();
        all.forEach(time -> times.add(Units.moment(time)));
        for (int y = 0; y < rows.size(); y++) {
            TimeSeries row = rows.get(y);
            names.add(name(row));
            for (int i = 0; i < row.times().size(); i++) {
                cells.addArray()
                        .add(all.indexOf(row.times().get(i)))
                        .add(y)
                        .add(row.values().get(i));
            }
        }
        return chart;
    }

    private ObjectNode columns() {
        ObjectNode chart = JSON.createObjectNode().put("type", "barchart");
        chart.put("stacked", panel.options().path("stacking").asText().equals("normal"));
        chart.put("horizontal", panel.options().path("orientation").asText().equals("horizontal"));
        ArrayNode names = chart.putArray("names");
        int name = first(ColumnKind.TEXT);
        frame.rows().forEach(row -> names.add((String) row.get(name)));
        ArrayNode series = chart.putArray("series");
        for (int i = 0; i < frame.columns().size(); i++) {
            if (frame.columns().get(i).type() == ColumnKind.NUMBER) {
                String column = frame.columns().get(i).name();
                ObjectNode told = series.addObject().put("name", column).put("colour", look.fixedColour(column));
                ArrayNode values = told.putArray("values");
                for (List<Object> row : frame.rows()) {
                    values.add(row.get(i) == null ? null : value(row.get(i)));
                }
            }
        }
        return chart;
    }

    private ObjectNode slices() {
        ObjectNode chart = JSON.createObjectNode().put("type", "piechart");
        ArrayNode slices = chart.putArray("slices");
        int name = first(ColumnKind.TEXT);
        int number = first(ColumnKind.NUMBER);
        for (List<Object> row : frame.rows()) {
            String text = (String) row.get(name);
            slices.addObject()
                    .put("name", text)
                    .put("value", value(row.get(number)))
                    .put("colour", look.fixedColour(text));
        }
        return chart;
    }

    /** By the file's displayName where it names a label, else the labels, else the column. */
    private String name(TimeSeries line) {
        String field = line.field();
        Map<String, String> labels = line.labels();
        String named = panel.fieldConfig().path("defaults").path("displayName").asText("");
        if (named.startsWith(LABEL)) {
            return labels.getOrDefault(named.substring(LABEL.length(), named.length() - 1), field);
        }
        return labels.isEmpty() ? field : String.join(" ", labels.values());
    }

    private Grid figures() {
        List<Grid.Column> columns = frame.columns().stream()
                .map(column -> new Grid.Column(column.name(), column.type() == ColumnKind.NUMBER, pages(column.name())))
                .toList();
        List<List<String>> rows =
                frame.rows().stream().limit(MOST_ROWS).map(this::texts).toList();
        return new Grid(
                "Figures of " + title,
                look.noValue(),
                columns,
                rows,
                frame.rows().size() > MOST_ROWS);
    }

    private String pages(String column) {
        String pages = look.pages(column);
        return mayGo.test(pages) ? pages : "";
    }

    private List<String> texts(List<Object> row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Frame.Column column = frame.columns().get(i);
            Object value = row.get(i);
            boolean time = column.type() == ColumnKind.TIME && value != null;
            texts.add(time ? Units.moment((Long) value) : value == null ? "" : look.text(column.name(), value));
        }
        return List.copyOf(texts);
    }

    private int first(ColumnKind kind) {
        for (int i = 0; i < frame.columns().size(); i++) {
            if (frame.columns().get(i).type() == kind) {
                return i;
            }
        }
        throw new IllegalStateException("The panel's shape was checked before: " + panel.title() + " has no " + kind);
    }

    private int count(ColumnKind kind) {
        return (int)
                frame.columns().stream().filter(column -> column.type() == kind).count();
    }

    private static double value(Object number) {
        return Objects.requireNonNullElse((Number) number, 0).doubleValue();
    }
}
