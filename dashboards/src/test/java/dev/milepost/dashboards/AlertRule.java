package dev.milepost.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert rule of Grafana's file provisioning: one query, and a threshold for each row of its answer.
 *
 * @param node as the file has it
 */
record AlertRule(String group, String folder, JsonNode node) {

    private static final Path FILE = Path.of("provisioning/alerting/milepost.yaml");

    static List<AlertRule> all() {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(FILE));
            List<AlertRule> rules = new ArrayList<>();
            for (JsonNode group : root.path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    rules.add(new AlertRule(
                            group.path("name").asText(), group.path("folder").asText(), rule));
                }
            }
            return List.copyOf(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AlertRule of(String uid) {
        return all().stream().filter(rule -> rule.uid().equals(uid)).findFirst().orElseThrow();
    }

    String uid() {
        return node.path("uid").asText();
    }

    String text(String field) {
        return node.path(field).asText();
    }

    JsonNode data(int index) {
        return node.path("data").path(index);
    }

    /** The value of each alert by its labels; empty where there are no data. */
    Map<String, Double> values(Warehouse warehouse, Instant at) {
        JsonNode query = data(0);
        Duration before =
                Duration.ofSeconds(query.path("relativeTimeRange").path("from").asLong());
        TimeRange range = new TimeRange(at.minus(before), at);
        String sql = PanelSql.of(
                query.path("model").path("rawSql").asText(),
                List.of(),
                Selection.of(range, Map.of(), 100, Duration.ZERO));
        Frame frame = warehouse.ask(sql);
        List<Integer> numbers = frame.positions(ColumnKind.NUMBER);
        if (numbers.size() != 1
                || frame.columns().size() != frame.positions(ColumnKind.TEXT).size() + 1) {
            throw new AssertionError(uid() + " answers not one number and texts: " + frame.columns());
        }
        Map<String, Double> values = new TreeMap<>();
        for (List<Object> row : frame.rows()) {
            List<String> labels = frame.positions(ColumnKind.TEXT).stream()
                    .map(text -> String.valueOf(row.get(text)))
                    .toList();
            Object value = row.get(numbers.get(0));
            if (value == null || values.put(String.join(" ", labels), ((Number) value).doubleValue()) != null) {
                throw new AssertionError(uid() + " has no value, or two, of " + labels);
            }
        }
        return values;
    }

    /** The labels of those beyond the threshold. */
    List<String> firing(Warehouse warehouse, Instant at) {
        JsonNode evaluator = data(1).path("model").path("conditions").path(0).path("evaluator");
        double limit = evaluator.path("params").path(0).asDouble(Double.NaN);
        boolean above = evaluator.path("type").asText().equals("gt");
        return values(warehouse, at).entrySet().stream()
                .filter(value -> above ? value.getValue() > limit : value.getValue() < limit)
                .map(Map.Entry::getKey)
                .toList();
    }
}
