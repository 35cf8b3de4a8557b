package dev.milepost.cli;

import static dev.milepost.cli.SqlTexts.quoted;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.Streams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Events that a warehouse shows under ids that somebody wants, and what sells the orders that somebody wants to sell. */
final class ShownEvents {

    private final long horizonMillis;
    private final Map<Id, TreeSet<Thin>> events = new HashMap<>();
    private final Map<Order, List<String>> sales = new HashMap<>();

    private ShownEvents(long horizonMillis) {
        this.horizonMillis = horizonMillis;
    }

    /** Whose id an event_id is: it is unique within these. */
    record Id(String stream, String key, String eventId) {}

    /** An id at a time: further away than the horizon the same id is another event's. */
    record Claim(Id id, long timeMillis) {}

    record Order(String userId, String orderId) {}

    /** What the table {@code events} has of one, as far as it says what it is worth. */
    record Thin(long timeMillis, String name, String orderId, long amountMinor, String currency)
            implements Comparable<Thin> {

        private static final Comparator<Thin> BY_TIME = Comparator.comparingLong(Thin::timeMillis)
                .thenComparing(Thin::name)
                .thenComparing(Thin::orderId)
                .thenComparingLong(Thin::amountMinor)
                .thenComparing(Thin::currency);

        @Override
        public int compareTo(Thin that) {
            return BY_TIME.compare(this, that);
        }
    }

    /**
     * Looks them up, many in one statement.
     *
     * @param horizonMillis how far from its time an event of an id is looked for
     */
    static ShownEvents of(
            ClickHouseClient client, long horizonMillis, Collection<Claim> claims, Collection<Order> orders)
            throws ClickHouseFailure {
        ShownEvents shown = new ShownEvents(horizonMillis);
        Map<String, List<Claim>> byStream = new TreeMap<>();
        for (Claim claim : claims) {
            byStream.computeIfAbsent(claim.id().stream(), any -> new ArrayList<>())
                    .add(claim);
        }
        for (Map.Entry<String, List<Claim>> stream : byStream.entrySet()) {
            shown.read(client, stream.getKey(), stream.getValue());
        }
        shown.readSales(client, orders);
        return shown;
    }

    private void read(ClickHouseClient client, String stream, List<Claim> claims) throws ClickHouseFailure {
        long from = claims.stream().mapToLong(Claim::timeMillis).min().orElseThrow() - horizonMillis;
        long until = claims.stream().mapToLong(Claim::timeMillis).max().orElseThrow() + horizonMillis;
        List<String> ids = claims.stream()
                .map(Claim::id)
                .distinct()
                .map(id -> SqlTexts.tuple(id.key(), id.eventId()))
                .toList();
        for (String some : SqlTexts.lists(ids)) {
            String sql = "SELECT entity_id, event_id, toUnixTimestamp64Milli(event_time) AS time, name, order_id,"
                    + " amount_minor, currency FROM milepost.events WHERE stream = " + quoted(stream)
                    + " AND event_time >= fromUnixTimestamp64Milli(" + Math.max(0, from)
                    + ") AND event_time <= fromUnixTimestamp64Milli(" + until + ") AND (entity_id, event_id) IN ("
                    + some
                    + ")";
            for (Map<String, String> row : client.query(sql)) {
                events.computeIfAbsent(
                                new Id(stream, row.get("entity_id"), row.get("event_id")), any -> new TreeSet<>())
                        .add(new Thin(
                                Long.parseLong(row.get("time")),
                                row.get("name"),
                                row.get("order_id"),
                                Long.parseLong(row.get("amount_minor")),
                                row.get("currency")));
            }
        }
    }

    private void readSales(ClickHouseClient client, Collection<Order> orders) throws ClickHouseFailure {
        List<String> ids = orders.stream()
                .distinct()
                .map(order -> SqlTexts.tuple(order.userId(), order.orderId()))
                .toList();
        for (String some : SqlTexts.lists(ids)) {
            String sql = "SELECT entity_id, order_id, event_id FROM milepost.events WHERE stream = "
                    + quoted(Streams.PURCHASES) + " AND name IN ('order', 'renewal') AND (entity_id, order_id) IN ("
                    + some + ") ORDER BY event_time, event_id";
            for (Map<String, String> row : client.query(sql)) {
                sales.computeIfAbsent(new Order(row.get("entity_id"), row.get("order_id")), any -> new ArrayList<>())
                        .add(row.get("event_id"));
            }
        }
    }

    /** The events of that id that are no further away than the horizon. */
    List<Thin> of(Claim claim) {
        return events.getOrDefault(claim.id(), new TreeSet<>()).stream()
                .filter(event -> Math.abs(event.timeMillis() - claim.timeMillis()) <= horizonMillis)
                .toList();
    }

    /** The event_ids of what sells the order, the first first. */
    List<String> sales(Order order) {
        return sales.getOrDefault(order, List.of());
    }
}
