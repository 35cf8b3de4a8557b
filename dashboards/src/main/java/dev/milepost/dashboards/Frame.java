package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query answers.
 *
 * @param columns with their names and types
 * @param rows a value for each column: null, a Boolean, a Double, a Long, a String, or of times the Long of epoch milliseconds
 */
public record Frame(List<Column> columns, List<List<Object>> rows) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A column of an answer.
     *
     * @param name of the column
     * @param type what a panel takes it for
     */
    public record Column(String name, ColumnKind type) {}

    /**
     * Of an answer in ClickHouse's {@code JSONCompact}, with times as {@code date_time_output_format = 'unix_timestamp'} writes them.
     *
     * @throws InvalidDashboardException where the answer is another or a column's type is none that panels take
     */
    public static Frame of(byte[] jsonCompact) {
        JsonNode answer = read(jsonCompact);
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : answer.path("meta")) {
            columns.add(new Column(
                    column.path("name").asText(),
                    ColumnKind.of(
                            column.path("name").asText(), column.path("type").asText())));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("data")) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(columns.get(i).type().value(row.get(i)));
            }
            rows.add(values);
        }
        return new Frame(List.copyOf(columns), rows);
    }

    private static JsonNode read(byte[] answer) {
        try {
            JsonNode tree = JSON.readTree(answer);
            if (!tree.path("meta").isArray()) {
                throw new InvalidDashboardException("The answer is not ClickHouse's JSONCompact: it has no meta.");
            }
            return tree;
        } catch (IOException e) {
            throw new InvalidDashboardException("The answer is not ClickHouse's JSONCompact: " + e.getMessage(), e);
        }
    }

    /** Positions of columns of the kind. */
    List<Integer> positions(ColumnKind kind) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).type() == kind) {
                found.add(i);
            }
        }
        return found;
    }
}
