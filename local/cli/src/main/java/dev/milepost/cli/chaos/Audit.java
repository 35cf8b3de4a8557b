package dev.milepost.cli.chaos;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks into the books of a warehouse, by its views alone: what must be so of every ledger, whatever has happened. */
final class Audit {

    /** What the books of a run have at least that is as long as one that nobody shortened, or longer. */
    private static final long ENTRIES = 1_000;

    /** Events of three minutes, 200 a second: what the command sends where it is told nothing else. */
    private static final long EVENTS = 3 * 60 * 200;

    /** With all that people do, and wait for, so many events of a shorter run make an entry at least. */
    private static final long EVENTS_AN_ENTRY = 60;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    /** Of a moment, the order in which a chain goes on. */
    private final ClickHouseClient client;

    private final List<ChaosReport.Check> checks = new ArrayList<>();

    Audit(ClickHouseClient client) {
        this.client = client;
    }

    /**
     * All that is looked at.
     *
     * @param outOfOrderness so much later than it happened an event may have come: only then must decisions be the same
     */
    List<ChaosReport.Check> checks(Recording recording, Duration outOfOrderness) throws ClickHouseFailure {
        long late = recording.events().stream()
                .filter(event -> !Traffic.isStray(event.record()))
                .filter(event ->
                        Duration.between(event.eventTime(), event.receivedAt()).compareTo(outOfOrderness) > 0)
                .count();
        checks.add(new ChaosReport.Check(
                "events came within " + outOfOrderness.toSeconds() + " s",
                recording.events().size(),
                late));
        long accepted = Recording.appliedInTime(recording.events());
        long changes = Campaign.changes(Duration.ZERO).size();
        checks.add(new ChaosReport.Check("versions were applied meanwhile", accepted, changes - accepted));
        long floor = leastEntries(recording.events().size());
        long entries = number("SELECT count() AS n FROM milepost.ledger");
        checks.add(
                new ChaosReport.Check("ledger entries, " + floor + " or more", entries, Math.max(0, floor - entries)));
        check("entry ids, each once", "ledger", "SELECT count() - uniqExact(entry_id) AS n FROM milepost.ledger");
        check("chains, none below 0 before payout", "ledger", """
                SELECT countIf(owed < 0 AND paid = 0) AS n FROM (
                    SELECT sum(amount_minor) OVER chain AS owed, countIf(step = 'PAID') OVER chain AS paid
                    FROM milepost.ledger
                    WINDOW chain AS (PARTITION BY reward_id ORDER BY sequence ROWS UNBOUNDED PRECEDING)
                )
                """);
        check("rewards are the fold of their entries", "rewards", """
                SELECT countIf(reward.state != chain.state OR reward.owed_minor != chain.owed) AS n
                FROM (SELECT reward_id, state, owed_minor FROM milepost.rewards WHERE state != 'SKIPPED') AS reward
                FULL JOIN (
                    SELECT reward_id, argMax(step, sequence) AS state, sum(amount_minor) AS owed
                    FROM milepost.ledger GROUP BY reward_id
                ) AS chain ON reward.reward_id = chain.reward_id
                """);
        check("chains, numbered without a gap, in the order of time", "ledger", """
                SELECT countIf(sequence != place OR effective_at < before) AS n FROM (
                    SELECT sequence, effective_at, row_number() OVER chain AS place,
                        lagInFrame(effective_at) OVER chain AS before
                    FROM milepost.ledger
                    WINDOW chain AS (PARTITION BY reward_id ORDER BY sequence ROWS UNBOUNDED PRECEDING)
                )
                """);
        String now =
                LocalDateTime.ofInstant(recording.lastTick(), ZoneOffset.UTC).format(TIME);
        check("liability now is the sum of the ledger", "ledger", """
                SELECT countIf(liability.amount_minor != ledger.amount_minor) AS n
                FROM (SELECT program_id, currency, amount_minor FROM milepost.liability(as_of = '%s', known_at = '%s'))
                    AS liability
                FULL JOIN (
                    SELECT program_id, currency, sum(amount_minor) AS amount_minor
                    FROM milepost.ledger GROUP BY program_id, currency
                ) AS ledger ON liability.program_id = ledger.program_id AND liability.currency = ledger.currency
                """.formatted(now, now));
        check("what is paid has its payout", "ledger WHERE step = 'PAID'", """
                SELECT count() AS n FROM milepost.ledger AS entry
                LEFT ANTI JOIN (SELECT entity_id, event_id, amount_minor, currency FROM milepost.events
                    WHERE stream = 'payouts') AS payout
                ON payout.entity_id = entry.reward_id AND payout.event_id = entry.cause_event_id
                    AND payout.amount_minor = -entry.amount_minor AND payout.currency = entry.currency
                WHERE entry.step = 'PAID'
                """);
        String capped = "rewards WHERE program_id = '" + Campaign.FRIENDS + "' AND rule_id = '" + Campaign.CAPPED
                + "' AND state NOT IN ('SKIPPED', 'VOIDED')";
        check("no cap is exceeded", capped, """
                SELECT countIf(granted > %d) AS n FROM (
                    SELECT beneficiary_id, toDate(earned_at) AS day, count() AS granted
                    FROM milepost.%s GROUP BY beneficiary_id, day
                )
                """.formatted(Campaign.CAP, capped));
        String budgeted = "rewards WHERE program_id = '" + Campaign.CLUB
                + "' AND currency = 'USD' AND state NOT IN ('SKIPPED', 'VOIDED')";
        check(
                "no budget is exceeded",
                budgeted,
                "SELECT greatest(0, sum(amount_minor) - " + Campaign.CLUB_BUDGET + ") AS n FROM milepost." + budgeted);
        return checks;
    }

    /** Of a run of so many events: much less than it has, yet too many for a ledger in which little happens. */
    static long leastEntries(long events) {
        return events < EVENTS ? events / EVENTS_AN_ENTRY : ENTRIES;
    }

    private void check(String what, String of, String violations) throws ClickHouseFailure {
        checks.add(new ChaosReport.Check(what, number("SELECT count() AS n FROM milepost." + of), number(violations)));
    }

    private long number(String sql) throws ClickHouseFailure {
        Map<String, String> row = client.query(sql).get(0);
        return Long.parseLong(row.get("n"));
    }
}
