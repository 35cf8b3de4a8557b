package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Grafana takes a column of ClickHouse for. */
public enum ColumnKind {
    TIME,
    NUMBER,
    TEXT,
    BOOL;

    private static final Pattern WRAPPED = Pattern.compile("(?:Nullable|LowCardinality)\\((.*)\\)");
    private static final Pattern TIMES = Pattern.compile("Date|Date32|DateTime(?:\\(.*\\))?|DateTime64\\(.*\\)");
    private static final Pattern NUMBERS = Pattern.compile("U?Int(?:8|16|32|64)|Float(?:32|64)|Decimal.*");
    private static final Pattern TEXTS = Pattern.compile("String|FixedString\\(.*\\)|UUID|Enum.*|Nothing");

    /**
     * @throws InvalidDashboardException for types that panels cannot take: arrays, tuples, maps and integers of more than 64 bits,
     *     which the data source hands on as text
     */
    static ColumnKind of(String column, String type) {
        Matcher wrapped = WRAPPED.matcher(type);
        if (wrapped.matches()) {
            return of(column, wrapped.group(1));
        }
        if (TIMES.matcher(type).matches()) {
            return TIME;
        }
        if (NUMBERS.matcher(type).matches()) {
            return NUMBER;
        }
        if (type.equals("Bool")) {
            return BOOL;
        }
        if (TEXTS.matcher(type).matches()) {
            return TEXT;
        }
        throw new InvalidDashboardException("Column '" + column + "' is of type " + type
                + ", which no panel takes: cast it to a number of 64 bits or to a string.");
    }

    Object value(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return switch (this) {
            case TIME -> time(node);
            case NUMBER ->
                node.isTextual()
                        ? special(node.asText())
                        : node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
            case BOOL -> node.asBoolean();
            case TEXT -> node.asText();
        };
    }

    /** Seconds since 1970, as a number or as text, with a fraction where the type has one; days are ISO dates. */
    private static long time(JsonNode node) {
        String text = node.asText();
        if (text.length() == 10 && text.charAt(4) == '-') {
            return LocalDate.parse(text).toEpochDay() * 86_400_000L;
        }
        return new BigDecimal(text).movePointRight(3).longValue();
    }

    /** Numbers that JSON has not are quoted: 64-bit integers, inf, nan. */
    private static Object special(String text) {
        return switch (text) {
            case "nan", "-nan" -> null;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> text.matches("-?\\d+") ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
        };
    }
}
