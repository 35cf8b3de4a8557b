package dev.milepost.cli;

import dev.milepost.cli.DemoCheck.Figure;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.simulator.ProgramTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what programs did against what the simulator knows, up to the last event: holds that end later go on
 * being decided meanwhile. Reads rows of one generation and later.
 */
final class DemoProgramCheck {

    private final ClickHouseClient client;
    private final ProgramTruth truth;
    private final String written;
    private final String moment;
    private final String asOf;
    private final List<Figure> figures = new ArrayList<>();

    private DemoProgramCheck(ClickHouseClient client, long generation, ProgramTruth truth) {
        this.client = client;
        this.truth = truth;
        this.written = "revision >= " + BackfillSummary.firstRevision(generation);
        this.moment = truth.asOf().toString().replace("T", " ").replace("Z", "");
        this.asOf = "toDateTime64('" + moment + "', 3, 'UTC')";
    }

    static List<Figure> compare(ClickHouseClient client, long generation, ProgramTruth truth) throws ClickHouseFailure {
        DemoProgramCheck check = new DemoProgramCheck(client, generation, truth);
        check.milestones();
        check.asks();
        check.ledger();
        check.owed();
        return check.figures;
    }

    private void milestones() throws ClickHouseFailure {
        compare(
                "milestones ",
                truth.milestones(),
                "SELECT concat(program_id, '/', milestone_id) AS name, count() AS n FROM milepost.milestones WHERE "
                        + written + " AND reached_at <= " + asOf + " GROUP BY name");
    }

    /** Of whoever reached an ask's milestone it is decided: asked, held out, or not asked and why. */
    private void asks() throws ClickHouseFailure {
        String decided = "SELECT count() AS n FROM (SELECT ask_id FROM milepost.asks WHERE " + written
                + " AND milestone_time <= " + asOf
                + " GROUP BY program_id, user_id, occurrence, ask_id HAVING countIf(decision != 'withdrawn') > 0)";
        long reached = BackfillSummary.number(
                client,
                "SELECT count() AS n FROM milepost.milestones WHERE subject_kind = 'user' AND " + written
                        + " AND reached_at <= " + asOf);
        figures.add(new Figure(
                "of whom decided: asked, held out or not", reached, BackfillSummary.number(client, decided)));
        figures.add(new Figure(
                "exposures, one per person asked or held out",
                BackfillSummary.number(
                        client,
                        "SELECT uniqExact(user_id) AS n FROM milepost.asks WHERE decision IN ('asked', 'held_out') AND "
                                + written),
                BackfillSummary.number(client, "SELECT count() AS n FROM milepost.exposures WHERE " + written)));
    }

    private void ledger() throws ClickHouseFailure {
        Map<String, Long> entries = new TreeMap<>();
        truth.entries()
                .forEach((line, sum) -> entries.merge(line.program() + " " + line.step(), sum.entries(), Long::sum));
        compare(
                "entries ",
                entries,
                "SELECT concat(program_id, ' ', step) AS name, count() AS n FROM milepost.ledger WHERE " + written
                        + " AND effective_at <= " + asOf + " GROUP BY name");
        figures.add(new Figure(
                "payouts sent, each of them an entry PAID",
                truth.payouts(),
                BackfillSummary.number(
                        client,
                        "SELECT count() AS n FROM milepost.ledger INNER JOIN milepost.events"
                                + " ON events.event_id = ledger.cause_event_id AND events.stream = 'payouts'"
                                + " WHERE step = 'PAID' AND ledger." + written)));
    }

    private void owed() throws ClickHouseFailure {
        Map<String, Long> owed = new TreeMap<>();
        truth.entries().forEach((line, sum) -> owed.merge(" " + line.currency(), sum.amountMinor(), Math::addExact));
        compareAmounts(
                "owed",
                owed,
                "SELECT concat(' ', currency) AS name, sum(amount_minor) AS n FROM milepost.ledger WHERE " + written
                        + " AND effective_at <= " + asOf + " GROUP BY name");
        compareAmounts(
                "liability ",
                liability(),
                "SELECT concat(program_id, ' ', currency) AS name, amount_minor AS n FROM milepost.liability(as_of = "
                        + asOf + ", known_at = toDateTime64('2199-01-01 00:00:00', 3, 'UTC'))");
    }

    /** What the simulator knows to be owed; and, as the view asks for no generation, what was owed before this run. */
    private Map<String, Long> liability() throws ClickHouseFailure {
        Map<String, Long> owed = new TreeMap<>();
        truth.entries()
                .forEach((line, sum) ->
                        owed.merge(line.program() + " " + line.currency(), sum.amountMinor(), Math::addExact));
        client.query("SELECT concat(program_id, ' ', currency) AS name, sum(amount_minor) AS n FROM milepost.ledger"
                        + " WHERE NOT " + written + " AND effective_at <= " + asOf + " GROUP BY name")
                .forEach(row -> owed.merge(row.get("name"), Long.parseLong(row.get("n")), Math::addExact));
        return owed;
    }

    private void compare(String name, Map<String, Long> expected, String sql) throws ClickHouseFailure {
        figures.addAll(compared(name, expected, sql));
    }

    /** What each key begins with, up to its first blank, is the name's end; the rest is the currency. */
    private void compareAmounts(String name, Map<String, Long> expected, String sql) throws ClickHouseFailure {
        for (Figure figure : compared(name, expected, sql)) {
            // A program's id has no blank, a unit's name may.
            int blank = figure.name().indexOf(' ', name.length());
            figures.add(new Figure(
                    figure.name().substring(0, blank),
                    figure.expected(),
                    figure.found(),
                    figure.name().substring(blank + 1)));
        }
    }

    private List<Figure> compared(String name, Map<String, Long> expected, String sql) throws ClickHouseFailure {
        Map<String, Long> found = new TreeMap<>();
        client.query(sql).forEach(row -> found.put(row.get("name"), Long.parseLong(row.get("n"))));
        TreeSet<String> all = new TreeSet<>(expected.keySet());
        all.addAll(found.keySet());
        return all.stream()
                .map(key -> new Figure(name + key, expected.getOrDefault(key, 0L), found.getOrDefault(key, 0L)))
                .toList();
    }
}
