package dev.milepost.cli;

import static dev.milepost.cli.SqlTexts.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The dead letters that a warehouse shows, and the note that one was replayed; the warehouse is open until it is closed. */
final class DeadLetterList implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = "SELECT dead_letter_id, reason, detail, stream, if(origin_partition < 0,"
            + " concat(origin, ':', toString(origin_position)), concat(origin, '[', toString(origin_partition), ']@',"
            + " toString(origin_position))) AS place, event_id, toUnixTimestamp64Milli(event_time) AS time,"
            + " toUnixTimestamp64Milli(received_at) AS received, payload, toString(sipHash64(payload)) AS hash"
            + " FROM milepost.dead_letters";

    private final Warehouse warehouse;

    private DeadLetterList(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Those of the warehouse that the options name, else of the running stack, else of the one last written. */
    static DeadLetterList in(Context context, WarehouseOptions options) throws ClickHouseFailure {
        return of(SqlTarget.choose(context.home(), options.server(context.environment()), options.folder()));
    }

    static DeadLetterList of(SqlTarget target) throws ClickHouseFailure {
        Warehouse opened = target.open();
        try {
            opened.requireTables();
            return new DeadLetterList(opened);
        } catch (ClickHouseFailure | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Which ones.
     *
     * @param reason null: any; so the others
     * @param limit at most so many; null: all
     */
    record Filter(String reason, String stream, Instant since, Integer limit) {}

    /** Hands over one after the other, the last received first; they are not held together. */
    void each(Filter filter, Consumer<DeadLetter> taker) throws ClickHouseFailure {
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
        sql.append(" ORDER BY received_at DESC, dead_letter_id");
        if (filter.limit() != null) {
            sql.append(" LIMIT ").append(filter.limit());
        }
        ask(sql.toString(), taker);
    }

    Optional<DeadLetter> find(String id) throws ClickHouseFailure {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Those of the ids that there are, by id. */
    Map<String, DeadLetter> find(Collection<String> ids) throws ClickHouseFailure {
        Map<String, DeadLetter> found = new LinkedHashMap<>();
        for (String some : SqlTexts.lists(ids.stream().map(SqlTexts::quoted).toList())) {
            ask(COLUMNS + " WHERE dead_letter_id IN (" + some + ")", letter -> found.put(letter.id(), letter));
        }
        return found;
    }

    /** Takes dead letters off the list, for good: across rebuilds too. */
    void replayed(List<Replayed> replays) throws ClickHouseFailure {
        List<String> values = replays.stream()
                .map(replay -> "(" + quoted(replay.letter().id()) + ", "
                        + replay.letter().payloadHash() + ", '" + replay.way() + "', " + quoted(replay.eventId()) + ")")
                .toList();
        for (String some : SqlTexts.lists(values)) {
            client().execute("INSERT INTO milepost_store.replays (dead_letter_id, payload_hash, way, event_id) VALUES "
                    + some);
        }
    }

    /**
     * A dead letter that went back in.
     *
     * @param way {@code topic} or {@code archive}
     */
    record Replayed(DeadLetter letter, String way, String eventId) {}

    ClickHouseClient client() {
        return warehouse.client();
    }

    @Override
    public void close() {
        warehouse.close();
    }

    private void ask(String sql, Consumer<DeadLetter> taker) throws ClickHouseFailure {
        client().copy(sql, "JSONEachRow", new Lines(taker));
    }

    /** Takes each line of an answer as it comes. */
    private static final class Lines extends OutputStream {

        private final Consumer<DeadLetter> taker;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Consumer<DeadLetter> taker) {
            this.taker = taker;
        }

        @Override
        public void write(int value) throws IOException {
            if (value == '\n') {
                taker.accept(letter(JSON.readTree(line.toString(StandardCharsets.UTF_8))));
                line.reset();
            } else {
                line.write(value);
            }
        }

        private static DeadLetter letter(JsonNode row) {
            return new DeadLetter(
                    row.get("dead_letter_id").asText(),
                    row.get("reason").asText(),
                    row.get("detail").asText(),
                    row.get("stream").asText(),
                    row.get("place").asText(),
                    row.get("event_id").asText(),
                    row.get("time").isNull() ? null : row.get("time").asLong(),
                    Instant.ofEpochMilli(row.get("received").asLong()),
                    row.get("payload").asText(),
                    row.get("hash").asText());
        }
    }
}
