package dev.milepost.console.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.console.web.Grid;
import dev.milepost.experiments.live.ArmHistory;
import java.time.ZoneOffset;
import java.util.function.ToDoubleFunction;

/**
 * An arm's interval over time, drawn and as a table.
 *
 * @param chart what the browser draws: JSON
 * @param marks how many values it draws; 0 where nothing is said of any day
 * @param figures of the days, the newest first
 */
public record HistoryView(String title, String chart, int marks, Grid figures) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BANDS = 3;

    /** Whether anything is said of any day: else there is nothing to draw. */
    public boolean isSaid() {
        return marks > 0;
    }

    static HistoryView of(ArmHistory history) {
        String title = history.arm() + " against " + history.control() + ": " + history.metric();
        ObjectNode chart = JSON.createObjectNode().put("type", "timeseries").put("title", title);
        chart.put("unit", "")
                .put("decimals", -1)
                .put("bars", false)
                .put("stacked", false)
                .put("fill", 0);
        ArrayNode series = chart.putArray("series");
        line(series, "upper bound", "gray", history, ArmHistory.Point::high).put("dashed", true);
        line(series, "effect", "blue", history, ArmHistory.Point::effect);
        line(series, "lower bound", "gray", history, ArmHistory.Point::low).put("dashed", true);
        boolean said = history.points().stream().anyMatch(point -> Double.isFinite(point.effect()));
        try {
            return new HistoryView(
                    title,
                    JSON.writeValueAsString(chart),
                    said ? BANDS * history.points().size() : 0,
                    ExperimentView.grid(title, history.table()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always written", e);
        }
    }

    private static ObjectNode line(
            ArrayNode series,
            String name,
            String colour,
            ArmHistory history,
            ToDoubleFunction<ArmHistory.Point> value) {
        ObjectNode line = series.addObject().put("name", name).put("colour", colour);
        ArrayNode points = line.putArray("points");
        for (ArmHistory.Point point : history.points()) {
            double figure = value.applyAsDouble(point);
            ArrayNode mark = points.addArray()
                    .add(point.day().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
            if (Double.isFinite(figure)) {
                mark.add(figure);
            } else {
                mark.addNull();
            }
        }
        return line;
    }
}
