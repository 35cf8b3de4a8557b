package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.attribution.paths.ChannelCredit;
import dev.milepost.attribution.paths.DataDriven;
import dev.milepost.attribution.paths.Markov;
import dev.milepost.attribution.paths.PathCounts;
import dev.milepost.attribution.paths.Tally;
import dev.milepost.attribution.paths.TooManyChannelsException;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Credits channels under all eight models by what a warehouse shows, tells it, and leaves it there. */
final class AttributionModels {

    /** A commit of a live stack between two of the queries has gone by then. */
    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String PLACE = "convertCharset(%s, 'UTF-8', 'UTF-16BE')";
    private static final String DEVICE = PLACE.formatted("anonymous_id");
    private static final String TOUCH = PLACE.formatted("touch_id");

    /** Linear gives weight to every touch of the window, and to no other. */
    private static final String CONVERTED = """
            SELECT channels, currency, toString(count()), toString(sum(minor))
            FROM
            (
                SELECT
                    toString(any(currency)) AS currency,
                    sum(toInt128(amount_minor)) AS minor,
                    arrayMap(touch -> touch.4, arraySort(groupArrayIf(
                        (touch_time, %s, %s, toString(channel)), touch_id != ''))) AS channels
                FROM milepost.credits
                WHERE model = 'linear' AND kind IN ('order', 'renewal')
                GROUP BY user_id, conversion_id
            )
            GROUP BY channels, currency""".formatted(TOUCH, DEVICE);

    private static final String LOST = """
            SELECT channels, toString(count())
            FROM
            (
                SELECT arrayMap(touch -> touch.4, arraySort(groupArray(
                    (event_time, %s, %s, toString(channel))))) AS channels
                FROM milepost.touches
                WHERE user_id != ''
                    AND user_id NOT IN (SELECT user_id FROM milepost.conversions WHERE kind IN ('order', 'renewal'))
                GROUP BY user_id
            )
            GROUP BY channels""".formatted(TOUCH, DEVICE);

    private static final String BY_RULES = """
            SELECT model, toString(channel) AS channel, toString(currency) AS currency,
                toString(sum(weight)) AS conversions, toString(sum(toInt128(amount_minor))) AS minor
            FROM milepost.credits
            WHERE kind IN ('order', 'renewal')
            GROUP BY model, channel, currency""";

    private static final String LATEST = "SELECT toString(max(conversion_time)) AS latest FROM milepost.conversions"
            + " WHERE kind IN ('order', 'renewal')";

    private final Terminal terminal;
    private final Warehouse warehouse;

    AttributionModels(Terminal terminal, Warehouse warehouse) {
        this.terminal = terminal;
        this.warehouse = warehouse;
    }

    /** What was read at about one time. */
    private record Reading(PathCounts paths, List<ChannelCredit> byRules, String latest) {

        /** Whether the six models and the paths are of the same orders. */
        boolean agrees() {
            Map<List<String>, BigDecimal> conversions = new HashMap<>();
            Map<List<String>, BigInteger> minor = new HashMap<>();
            for (ChannelCredit credit : byRules) {
                List<String> key = List.of(credit.model(), credit.currency());
                conversions.merge(key, credit.conversions(), BigDecimal::add);
                minor.merge(key, credit.minor(), BigInteger::add);
            }
            return paths.orders().entrySet().stream()
                    .allMatch(orders -> AttributionModelRows.BY_RULES.stream().allMatch(model -> {
                        List<String> key = List.of(model, orders.getKey());
                        return BigDecimal.valueOf(orders.getValue().conversions())
                                                .compareTo(conversions.getOrDefault(key, BigDecimal.ZERO))
                                        == 0
                                && orders.getValue().minor().equals(minor.getOrDefault(key, BigInteger.ZERO));
                    }));
        }
    }

    void run() throws ClickHouseFailure, InterruptedException {
        try (ClickHouseClient patient = warehouse.patient()) {
            Reading reading = agreed(patient);
            if (reading.paths().orders().isEmpty()) {
                throw new CommandFailure(
                        ExitCode.REFUSED_INPUT,
                        "The warehouse in " + warehouse.name()
                                + " shows no orders: there is nothing to credit. Backfill or"
                                + " send files of the stream purchases.");
            }
            Markov markov = Markov.of(reading.paths());
            List<ChannelCredit> credits = new ArrayList<>(reading.byRules());
            credits.addAll(DataDriven.credits(reading.paths(), markov));
            AttributionModelRows rows = new AttributionModelRows(credits, markov, reading.latest());
            rows.lines().forEach(terminal::say);
            rows.write(patient);
        }
        terminal.say("All eight models are in milepost.attribution_models.");
    }

    private Reading agreed(ClickHouseClient client) throws ClickHouseFailure, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Reading reading = read(client);
            if (reading.agrees()) {
                return reading;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new CommandFailure(
                ExitCode.FIGURES_DIFFER,
                "The credits in " + warehouse.name()
                        + " do not sum to one order each under every model, or change faster than"
                        + " they can be read. ./milepost reconcile lists what differs. Nothing was written.");
    }

    private Reading read(ClickHouseClient client) throws ClickHouseFailure {
        PathCounts paths = new PathCounts();
        try {
            QueryRows.each(
                    client,
                    CONVERTED,
                    row -> paths.converted(
                            channels(row.get(0)),
                            row.get(1).asText(),
                            new Tally(
                                    Long.parseLong(row.get(2).asText()),
                                    new BigInteger(row.get(3).asText()))));
            QueryRows.each(
                    client,
                    LOST,
                    row -> paths.lost(
                            channels(row.get(0)), Long.parseLong(row.get(1).asText())));
        } catch (TooManyChannelsException e) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, e.getMessage(), e);
        }
        List<ChannelCredit> byRules = client.query(BY_RULES).stream()
                .map(row -> new ChannelCredit(
                        row.get("model"),
                        row.get("channel"),
                        row.get("currency"),
                        new BigDecimal(row.get("conversions")),
                        new BigInteger(row.get("minor"))))
                .toList();
        return new Reading(paths, byRules, client.query(LATEST).get(0).get("latest"));
    }

    private static List<String> channels(JsonNode array) {
        List<String> channels = new ArrayList<>();
        array.forEach(channel -> channels.add(channel.asText()));
        return channels;
    }
}
