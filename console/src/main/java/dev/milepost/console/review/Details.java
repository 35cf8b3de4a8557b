package dev.milepost.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.console.web.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What events of a case say beyond their kind, as people read it. */
final class Details {

    private static final String MILLIONTHS = "_millionths";
    private static final String MINOR = "_minor";
    private static final String MILLIS = "_millis";
    private static final int DIGITS = 6;

    private Details() {}

    /**
     * A JSON object as its fields in a row: {@code score: 0.8125; money: 12.50 USD}; any other text as it is.
     *
     * @param currency of its amounts
     */
    static String words(String text, String currency) {
        JsonNode object = text.startsWith("{") ? Json.object(text) : null;
        if (object == null || !object.isObject()) {
            return text;
        }
        List<String> fields = new ArrayList<>();
        object.fields().forEachRemaining(field -> fields.add(field(field.getKey(), field.getValue(), currency)));
        return String.join("; ", fields);
    }

    private static String field(String name, JsonNode value, String currency) {
        if (name.endsWith(MILLIONTHS) && value.canConvertToLong()) {
            String share = BigDecimal.valueOf(value.asLong(), DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
            return name(name, MILLIONTHS) + ": " + share;
        }
        if (name.endsWith(MINOR) && value.canConvertToLong()) {
            return name(name, MINOR) + ": " + Money.text(value.asText(), currency);
        }
        if (name.endsWith(MILLIS) && value.canConvertToLong()) {
            return name(name, MILLIS) + ": " + Instant.ofEpochMilli(value.asLong());
        }
        return name(name, "") + ": " + (value.isArray() ? String.join(", ", Json.texts(value)) : value.asText());
    }

    private static String name(String name, String without) {
        return name.substring(0, name.length() - without.length()).replace('_', ' ');
    }
}
