package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * A panel of a dashboard.
 *
 * @param id unique within the dashboard
 * @param type what it draws
 * @param title as it stands above it
 * @param description the formula and its maturity, in words; empty without
 * @param place where it stands
 * @param interval the least time between two points of a series; zero: any
 * @param queries what it asks; none of text and rows
 * @param fieldConfig Grafana's {@code fieldConfig}: units, decimals, thresholds, mappings, overrides
 * @param options Grafana's {@code options} of the type
 */
public record Panel(
        int id,
        PanelType type,
        String title,
        String description,
        Place place,
        Duration interval,
        List<Query> queries,
        JsonNode fieldConfig,
        JsonNode options) {

    /** In a grid of 24 columns; rows of 30 pixels. */
    public record Place(int x, int y, int width, int height) {

        /** Whether the two have a cell in common. */
        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    /** Grafana's unit of numbers ({@code percentunit}, {@code short}, {@code s}); empty without. */
    public String unit() {
        return fieldConfig.path("defaults").path("unit").asText("");
    }
}
