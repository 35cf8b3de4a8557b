package dev.milepost.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what a simulation wrote, knowing nothing of how it was made. */
final class StreamFiles {

    static final List<String> STREAMS =
            List.of("clickstream", "signups", "purchases", "user_attributes", "fraud-verdicts", "reviews", "payouts");

    /** Smaller (event_time, event_id) first. */
    static final Comparator<JsonNode> EARLIER =
            Comparator.comparingLong(StreamFiles::eventTime).thenComparing(line -> text(line, "event_id"));

    /** What accepted lines carry besides, so that their time is parsed once. */
    private static final String MILLIS = "event_millis";

    private static final ObjectMapper JSON = new ObjectMapper();

    private StreamFiles() {}

    static List<JsonNode> lines(Path directory, String stream) {
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

    /** First arrivals of events received within 24 h, the earliest event first. */
    static List<JsonNode> accepted(Path directory, String stream) {
        Set<String> seen = new LinkedHashSet<>();
        List<JsonNode> accepted = new ArrayList<>();
        for (JsonNode line : lines(directory, stream)) {
            if (!isTooLate(line) && seen.add(text(line, "event_id"))) {
                accepted.add(((ObjectNode) line).put(MILLIS, eventTime(line)));
            }
        }
        accepted.sort(EARLIER);
        return accepted;
    }

    static JsonNode summary(Path directory) {
        try {
            return JSON.readTree(directory.resolve("truth/summary.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of a file of the truth, without its header. */
    static List<String> truth(Path directory, String name) {
        try {
            List<String> rows = Files.readAllLines(directory.resolve("truth").resolve(name));
            return rows.subList(1, rows.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isTooLate(JsonNode line) {
        return receivedAt(line) - eventTime(line) > 86_400_000L;
    }

    static long eventTime(JsonNode line) {
        return line.has(MILLIS)
                ? line.get(MILLIS).asLong()
                : Instant.parse(text(line, "event_time")).toEpochMilli();
    }

    static long receivedAt(JsonNode line) {
        return line.has("received_at")
                ? Instant.parse(text(line, "received_at")).toEpochMilli()
                : eventTime(line);
    }

    /** The field's text; null where it is absent. */
    static String text(JsonNode line, String field) {
        return line.has(field) ? line.get(field).asText() : null;
    }
}
