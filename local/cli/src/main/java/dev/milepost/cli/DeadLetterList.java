package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Purchase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /**
     * Whether another event of that id, of its stream and key and no further away than the horizon, counts: another by its
     * time, or by what the thin row of a purchase has. What else a click or signup says is not there to be compared.
     */
    boolean hasAnother(Event event, long horizonMillis) throws IOException {
        String same = "toUnixTimestamp64Milli(event_time) = " + event.eventTimeMillis();
        if (event.payload() instanceof Purchase purchase) {
            same += " AND order_id = " + quoted(purchase.getOrderId()) + " AND amount_minor = "
                    + purchase.getAmountMinor() + " AND currency = " + quoted(purchase.getCurrency()) + " AND name = "
                    + quoted(purchase.getKind().name().toLowerCase(Locale.ROOT));
        }
        return !rows("SELECT event_id FROM events WHERE stream = " + quoted(event.stream()) + " AND entity_id = "
                        + quoted(event.key()) + " AND event_id = " + quoted(event.eventId())
                        + " AND abs(toUnixTimestamp64Milli(event_time) - " + event.eventTimeMillis() + ") <= "
                        + horizonMillis + " AND NOT (" + same + ") LIMIT 1")
                .isEmpty();
    }

    /** The events, other than this one, that sell its order. */
    List<String> sales(Purchase sale) throws IOException {
        return rows("SELECT event_id FROM events WHERE stream = 'purchases' AND entity_id = "
                        + quoted(sale.getUserId()) + " AND order_id = " + quoted(sale.getOrderId())
                        + " AND name IN ('order', 'renewal') AND event_id != " + quoted(sale.getEventId())
                        + " ORDER BY event_time, event_id")
                .stream()
                .map(row -> row.get("event_id").asText())
                .toList();
    }

    /** Takes dead letters off the list, for good: across rebuilds too. */
    void replayed(List<Replayed> replays) throws IOException {
        if (replays.isEmpty()) {
            return;
        }
        List<String> values = replays.stream()
                .map(replay -> "(" + quoted(replay.letter().id()) + ", sipHash64("
                        + quoted(replay.letter().payload()) + "), '" + replay.way() + "', " + quoted(replay.eventId())
                        + ")")
                .toList();
        String insert = "INSERT INTO milepost_store.replays (dead_letter_id, payload_hash, way, event_id) VALUES "
                + String.join(", ", values);
        target.run(SqlTarget.Statement.of(insert, "Null"), new ByteArrayOutputStream());
    }

    /**
     * A dead letter that went back in.
     *
     * @param way {@code topic} or {@code archive}
     */
    record Replayed(DeadLetter letter, String way, String eventId) {}

    private List<DeadLetter> ask(String sql) throws IOException {
        return rows(sql).stream()
                .map(row -> new DeadLetter(
                        row.get("dead_letter_id").asText(),
                        row.get("reason").asText(),
                        row.get("detail").asText(),
                        row.get("stream").asText(),
                        row.get("place").asText(),
                        row.get("event_id").asText(),
                        Instant.ofEpochMilli(row.get("received").asLong()),
                        row.get("payload").asText()))
                .toList();
    }

    private List<JsonNode> rows(String sql) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        target.run(SqlTarget.Statement.of(sql, "JSONEachRow"), out);
        List<JsonNode> rows = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
