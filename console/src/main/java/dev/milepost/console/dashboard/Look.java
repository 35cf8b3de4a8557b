package dev.milepost.console.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.dashboards.Panel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a panel's file says of how a column looks: the panel's defaults, and what overrides them for the column's name. */
final class Look {

    private static final Pattern LINK = Pattern.compile("\\$\\{console}(/[a-z/?=]+)\\$\\{__value\\.raw:percentencode}");
    private static final String USUAL_COLOUR = "blue";

    private final JsonNode defaults;
    private final JsonNode overrides;

    Look(Panel panel) {
        this.defaults = panel.fieldConfig().path("defaults");
        this.overrides = panel.fieldConfig().path("overrides");
    }

    /** A value as people read it; what {@code noValue} says where there is none. */
    String text(String column, Object value) {
        if (value == null) {
            return noValue();
        }
        for (JsonNode mapping : property(column, "mappings")) {
            JsonNode range = mapping.path("options");
            if (value instanceof Number number && isWithin(number.doubleValue(), range)) {
                return range.path("result").path("text").asText();
            }
        }
        return Units.text(value, property(column, "unit").asText(""), decimals(column));
    }

    /** Both ends belong to it; null is none. */
    private static boolean isWithin(double value, JsonNode range) {
        return value >= range.path("from").asDouble(Double.NEGATIVE_INFINITY)
                && value <= range.path("to").asDouble(Double.POSITIVE_INFINITY);
    }

    String unit(String column) {
        return property(column, "unit").asText("");
    }

    /** -1: as many as the value needs. */
    int decimals(String column) {
        return property(column, "decimals").asInt(-1);
    }

    String noValue() {
        return defaults.path("noValue").asText("–");
    }

    /** Of a series or a name, where the file fixes it; else empty. */
    String fixedColour(String column) {
        JsonNode colour = property(column, "color");
        return colour.path("mode").asText().equals("fixed")
                ? colour.path("fixedColor").asText()
                : "";
    }

    /** Of a value, by the thresholds: the last step that it reaches. */
    String thresholdColour(String column, Object value) {
        String fixed = fixedColour(column);
        if (!fixed.isEmpty()) {
            return fixed;
        }
        String colour = USUAL_COLOUR;
        for (JsonNode step : property(column, "thresholds").path("steps")) {
            boolean reached = step.path("value").isNull()
                    || (value instanceof Number number
                            && number.doubleValue() >= step.path("value").asDouble());
            colour = reached ? step.path("color").asText(colour) : colour;
        }
        return colour;
    }

    /** Where the file links a column's values to pages of the console by their ids: the path before an id; else empty. */
    String pages(String column) {
        Matcher link =
                LINK.matcher(property(column, "links").path(0).path("url").asText());
        return link.matches() ? link.group(1) : "";
    }

    /** Of the panel; where the file has none, the greatest value. */
    double greatest(double otherwise) {
        return defaults.path("max").asDouble(otherwise);
    }

    private JsonNode property(String column, String id) {
        for (JsonNode override : overrides) {
            if (override.path("matcher").path("options").asText().equals(column)) {
                for (JsonNode property : override.path("properties")) {
                    if (property.path("id").asText().equals(id)) {
                        return property.path("value");
                    }
                }
            }
        }
        return defaults.path(id);
    }
}
