package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.source.EventSpool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backfill read and wrote, as the warehouse shows it.
 *
 * @param records lines and records that were read, up to the end
 * @param eventsIn valid events among them
 * @param duplicates exact repetitions among these: {@code eventsIn} less the distinct ones and those that became dead
 *     letters later
 * @param afterUntil records after the explicit end, not counted above
 * @param suppressed records of erased users, not counted above
 * @param horizon where the run ended; null where there was no event
 * @param rows by view
 * @param deadLetters by reason
 * @param warehouse its folder or URL
 */
record BackfillSummary(
        long records,
        long eventsIn,
        long duplicates,
        long afterUntil,
        long suppressed,
        Instant horizon,
        Map<String, Long> rows,
        Map<String, Long> deadLetters,
        String warehouse,
        List<String> ignored) {

    private static final List<String> VIEWS = List.of(
            "events",
            "identities",
            "touches",
            "bindings",
            "conversions",
            "credits",
            "journey",
            "milestones",
            "asks",
            "rewards",
            "ledger",
            "dead_letters");

    /** What to ask next, of views that have rows. */
    private static final Map<String, String> NEXT = next();

    /** Dead letters of events that were valid, but never became rows of {@code events}. */
    private static final List<String> INSTEAD_OF_EVENTS = List.of("conflicting_duplicate", "behind_base");

    static BackfillSummary of(Warehouse warehouse, EventSpool spool, long generation) throws ClickHouseFailure {
        ClickHouseClient client = warehouse.client();
        String written = " WHERE revision >= " + firstRevision(generation);
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String view : VIEWS) {
            rows.put(view, number(client, "SELECT count() AS n FROM milepost." + view + written));
        }
        Map<String, Long> dead = new TreeMap<>();
        client.query("SELECT reason, count() AS n FROM milepost.dead_letters" + written + " GROUP BY reason")
                .forEach(row -> dead.put(row.get("reason"), Long.parseLong(row.get("n"))));
        long instead = INSTEAD_OF_EVENTS.stream()
                .mapToLong(reason -> dead.getOrDefault(reason, 0L))
                .sum();
        return new BackfillSummary(
                spool.events() + spool.dead(),
                spool.events(),
                spool.events() - rows.get("events") - instead,
                spool.afterUntil(),
                spool.suppressed(),
                spool.horizonMillis() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(spool.horizonMillis()),
                rows,
                dead,
                warehouse.name(),
                spool.ignored());
    }

    private static Map<String, String> next() {
        Map<String, String> next = new LinkedHashMap<>();
        next.put(
                "credits",
                "SELECT model, channel, currency, sum(weight), sum(amount_minor) FROM credits GROUP BY ALL ORDER BY"
                        + " ALL");
        next.put(
                "asks",
                "SELECT program_id, milestone_id, decision, reason, count() FROM asks GROUP BY ALL ORDER BY ALL");
        next.put(
                "rewards",
                "SELECT program_id, rule_id, side, state, currency, count(), sum(owed_minor) FROM rewards GROUP BY ALL"
                        + " ORDER BY ALL");
        next.put("dead_letters", "SELECT reason, origin, origin_position, detail FROM dead_letters LIMIT 20");
        return next;
    }

    /** The least revision of a generation's rows. */
    static long firstRevision(long generation) {
        return generation << 40;
    }

    static long number(ClickHouseClient client, String sql) throws ClickHouseFailure {
        return Long.parseLong(client.query(sql).get(0).get("n"));
    }

    void print(Terminal terminal, Duration took) {
        terminal.say("Read " + Text.count(records, "record") + ": " + Text.count(eventsIn, "valid event") + " (of them "
                + Text.count(duplicates, "duplicate") + ")"
                + (horizon == null ? "" : ", up to " + horizon) + ". Took " + Text.duration(took) + ".");
        if (afterUntil > 0) {
            terminal.say(Text.count(afterUntil, "record") + " after --until, not read.");
        }
        if (suppressed > 0) {
            terminal.say(Text.count(suppressed, "record") + " of erased users suppressed.");
        }
        if (!ignored.isEmpty()) {
            terminal.say("Not stream files, so passed over: " + String.join(", ", ignored));
        }
        Table tables = new Table("view", "rows");
        rows.forEach(tables::row);
        tables.print(terminal);
        if (!deadLetters.isEmpty()) {
            terminal.say("");
            Table reasons = new Table("dead letters", "records");
            deadLetters.forEach(reasons::row);
            reasons.print(terminal);
        }
        terminal.say("");
        terminal.say("Warehouse: " + warehouse);
        String indent = "Next: ";
        for (String command : commands()) {
            terminal.say(indent + command);
            indent = " ".repeat(indent.length());
        }
    }

    private List<String> commands() {
        List<String> commands = new ArrayList<>();
        NEXT.forEach((view, sql) -> {
            if (rows.get(view) > 0) {
                commands.add("./milepost sql \"" + sql + '"');
            }
        });
        if (rows.get("rewards") > 0) {
            commands.add("./milepost program budget");
        }
        if (rows.get("asks") > 0 || rows.get("rewards") > 0) {
            commands.add("./milepost status USER_ID");
        }
        return commands;
    }
}
