package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.experiments.discovery.Activity;
import dev.milepost.experiments.discovery.Grid;
import dev.milepost.experiments.discovery.Outcome;
import dev.milepost.experiments.discovery.UserHistory;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads users from a warehouse for discovery: aggregated there, one row each, none of them held. */
final class DiscoverUsers {

    /** Those clicks that have a meaning of their own, most of them steps of referring itself; and mere views, which are activity. */
    private static final Set<String> NO_CANDIDATES = Set.of(
            "page_view",
            "referral_code_created",
            "referral_link_clicked",
            "ask_viewed",
            "referral_shared",
            "invite_sent",
            "identified",
            "consent_changed",
            "opted_out");

    private static final String NAMES = """
            SELECT name, uniq(entity_id) AS doers
            FROM milepost.events
            WHERE stream = 'clickstream' OR (stream = 'purchases' AND name = 'order')
            GROUP BY name
            ORDER BY doers DESC, name""";

    private static final String HISTORIES = resource("user_histories.sql");

    private DiscoverUsers() {}

    /** Names of all events, those of most users and browsers first. */
    static List<String> names(ClickHouseClient client) throws ClickHouseFailure {
        return client.query(NAMES).stream().map(row -> row.get("name")).toList();
    }

    /** Those of them that may be milestones unless others are named. */
    static List<String> candidates(List<String> names) {
        return names.stream().filter(name -> !NO_CANDIDATES.contains(name)).toList();
    }

    /**
     * Hands on each user who signed up, in no order.
     *
     * @param events whose candidates are judged
     * @param untilMillis up to when events are known
     */
    static void each(ClickHouseClient client, List<String> events, long untilMillis, Consumer<UserHistory> user)
            throws ClickHouseFailure {
        QueryRows.each(client, sql(events, untilMillis), row -> user.accept(history(row, events.size())));
    }

    private static String sql(List<String> events, long untilMillis) {
        Outcome retained = Outcome.RETAINED_90D;
        String counts =
                Grid.DAYS.stream().map(days -> "countIf(day < " + days + ")").collect(Collectors.joining(", "));
        String bits = IntStream.range(0, Grid.DAYS.size())
                .mapToObj(window -> "if(day >= " + (Grid.DAYS.get(window) + retained.fromDay()) + " AND day < "
                        + (Grid.DAYS.get(window) + retained.untilDay()) + ", " + (1 << window) + ", 0)")
                .collect(Collectors.joining(" + "));
        return HISTORIES
                .replace(":until", "toInt64(" + untilMillis + ")")
                .replace(":names", events.stream().map(SqlTexts::quoted).collect(Collectors.joining(", ")))
                .replace(
                        ":numbers",
                        IntStream.rangeClosed(1, events.size())
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(", ")))
                .replace(":horizon", Integer.toString(Grid.LONGEST_DAYS + retained.untilDay()))
                .replace(":longest", Integer.toString(Grid.LONGEST_DAYS))
                .replace(":counts", counts)
                .replace(":retained", bits);
    }

    private static UserHistory history(JsonNode row, int events) {
        List<Activity> activities = new ArrayList<>(Collections.nCopies(events + 1, Activity.none()));
        for (JsonNode event : row.get(4)) {
            int[] counts = IntStream.range(0, Grid.DAYS.size())
                    .map(window -> event.get(2 + window).intValue())
                    .toArray();
            activities.set(event.get(0).intValue(), Activity.of(event.get(1).intValue(), counts));
        }
        return new UserHistory(
                row.get(0).intValue(),
                row.get(1).intValue(),
                row.get(2).intValue(),
                row.get(3).intValue(),
                activities.subList(1, events + 1),
                activities.get(0));
    }

    private static String resource(String name) {
        try (InputStream in = DiscoverUsers.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
