package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dead letters that a warehouse shows, and the note that one was replayed. */
final class DeadLetterList {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = "SELECT dead_letter_id, reason, detail, stream, if(origin_partition < 0,"
            + " concat(origin, ':', toString(origin_position)), concat(origin, '[', toString(origin_partition), ']@',"
            + " toString(origin_position))) AS place, event_id, toUnixTimestamp64Milli(received_at) AS received,"
            + " payload FROM dead_letters";

    private final SqlTarget target;

    private DeadLetterList(SqlTarget target) {
        this.target = target;
    }

    /** Those of the warehouse that the options name, else of the running stack, else of the one last written. */
    static DeadLetterList in(Context context, WarehouseOptions warehouse) {
        return new DeadLetterList(
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder()));
    }

    /**
     * Which ones.
     *
     * @param reason null: any; so the others
     */
    record Filter(String reason, String stream, Instant since, int limit) {}

    List<DeadLetter> find(Filter filter) throws IOException {
        StringBuilder sql = new StringBuilder(COLUMNS).append(" WHERE 1");
        if (filter.reason() != null) {
            sql.append(" AND reason = ").append(quoted(filter.reason()));
        }
        if (filter.stream() != null) {
            sql.append(" AND stream = ").append(quoted(filter.stream()));
        }
        if (filter.since() != null) {
            sql.append(" AND received_at >= fromUnixTimestamp64Milli(")
                    .append(filter.since().toEpochMilli())
                    .append(")");
        }
        return ask(sql.append(" ORDER BY received_at DESC, dead_letter_id LIMIT ")
                .append(filter.limit())
                .toString());
    }

    Optional<DeadLetter> find(String id) throws IOException {
        return ask(COLUMNS + " WHERE dead_letter_id = " + quoted(id)).stream().findFirst();
    }

    /** Takes dead letters off the list, for good: across rebuilds too. */
    void replayed(List<Replayed> replays) throws IOException {
        if (replays.isEmpty()) {
            return;
        }
        List<String> values = replays.stream()
                .map(replay ->
                        "(" + quoted(replay.id()) + ", '" + replay.way() + "', " + quoted(replay.eventId()) + ")")
                .toList();
        String insert = "INSERT INTO milepost_store.replays (dead_letter_id, way, event_id) VALUES "
                + String.join(", ", values);
        target.run(SqlTarget.Statement.of(insert, "Null"), new ByteArrayOutputStream());
    }

    /**
     * A dead letter that went back in.
     *
     * @param way {@code topic} or {@code archive}
     */
    record Replayed(String id, String way, String eventId) {}

    private List<DeadLetter> ask(String sql) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        target.run(SqlTarget.Statement.of(sql, "JSONEachRow"), out);
        List<DeadLetter> found = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                JsonNode row = JSON.readTree(line);
                found.add(new DeadLetter(
                        row.get("dead_letter_id").asText(),
                        row.get("reason").asText(),
                        row.get("detail").asText(),
                        row.get("stream").asText(),
                        row.get("place").asText(),
                        row.get("event_id").asText(),
                        Instant.ofEpochMilli(row.get("received").asLong()),
                        row.get("payload").asText()));
            }
        }
        return found;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
