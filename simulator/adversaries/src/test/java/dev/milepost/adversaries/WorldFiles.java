package dev.milepost.adversaries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what was written, knowing nothing of how it was made. */
record WorldFiles(Path directory) {

    static final List<String> STREAMS = List.of("clickstream", "signups", "purchases", "user_attributes");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every line, repeated and late ones among them. */
    List<JsonNode> lines(String stream) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(directory.resolve(stream + ".jsonl"))) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What ingest accepts, each once, the earliest event first. */
    List<JsonNode> accepted(String stream) {
        Set<String> seen = new LinkedHashSet<>();
        return lines(stream).stream()
                .filter(line -> received(line) - time(line) <= 86_400_000L)
                .filter(line -> seen.add(line.get("event_id").asText()))
                .sorted(Comparator.comparingLong(WorldFiles::time)
                        .thenComparing(line -> line.get("event_id").asText()))
                .toList();
    }

    /** Rows of a file of the truth, by column. */
    List<Map<String, String>> truth(String name) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("truth").resolve(name));
            String[] columns = lines.get(0).split(",", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] values = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.length; i++) {
                    row.put(columns[i], values[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long time(JsonNode line) {
        return Instant.parse(line.get("event_time").asText()).toEpochMilli();
    }

    static long received(JsonNode line) {
        return line.has("received_at")
                ? Instant.parse(line.get("received_at").asText()).toEpochMilli()
                : time(line);
    }

    static String text(JsonNode line, String field) {
        return line.has(field) ? line.get(field).asText() : null;
    }
}
