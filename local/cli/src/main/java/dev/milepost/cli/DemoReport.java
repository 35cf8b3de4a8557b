package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.text.Amounts;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells a growth manager what the demo's programs did: read from the views, all of it. Kept until the stack has ended. */
final class DemoReport {

    private static final String MILESTONES = """
            SELECT program_id, milestone_id, subject_kind, count() AS n,
                formatDateTime(min(reached_at), '%T') AS first, formatDateTime(max(reached_at), '%T') AS last
            FROM milepost.milestones WHERE %s AND reached_at <= AS_OF
            GROUP BY program_id, milestone_id, subject_kind ORDER BY subject_kind = 'user' DESC, program_id, milestone_id""";

    /** Each ask by what was said of it last: one that was withdrawn has a row that asked, too. */
    private static final String ASKS = """
            SELECT decision, if(reason = '', arm, reason) AS why, uniqExact(user_id) AS people, count() AS n,
                min(user_id) AS example,
                arrayStringConcat(arraySort(groupUniqArray(guard_values[CAST(reason, 'String')])), ', ') AS seen
            FROM
            (
                SELECT * FROM milepost.asks WHERE %s ORDER BY revision DESC LIMIT 1 BY program_id, user_id, ask_id
            )
            GROUP BY decision, why
            ORDER BY indexOf(['asked', 'held_out', 'not_asked', 'withdrawn'], decision), n DESC, why""";

    /** By the last entry of each up to then; of one that still is held, what it waits for now. */
    private static final String REWARDS = """
            SELECT program_id, kind, if(reward.state = 'SKIPPED', 'SKIPPED', chain.step) AS then,
                if(reward.state IN ('SKIPPED', chain.step), reward.reason, chain.reason) AS why, currency,
                count() AS n, sum(toInt128(amount_minor)) AS amount
            FROM (SELECT * FROM milepost.rewards WHERE %s AND earned_at <= AS_OF) AS reward
            LEFT JOIN
            (
                SELECT reward_id, argMax(step, sequence) AS step, argMax(reason, sequence) AS reason
                FROM milepost.ledger WHERE effective_at <= AS_OF GROUP BY reward_id
            ) AS chain ON chain.reward_id = reward.reward_id
            GROUP BY program_id, kind, then, why, currency
            ORDER BY program_id DESC, currency,
                indexOf(['HELD', 'RELEASED', 'PAID', 'EXPIRED', 'VOIDED', 'REVERSED', 'SKIPPED'], then), n DESC, why""";

    private static final String LIABILITY = """
            SELECT currency, sum(toInt128(amount_minor)) AS amount FROM milepost.liability(as_of = AS_OF, known_at = '2199-01-01 00:00:00')
            GROUP BY currency ORDER BY length(currency), currency""";

    /** A reward that was paid and taken back; the latest. */
    private static final String REVERSAL = """
            SELECT reward_id, beneficiary_id, side, step, amount_minor, currency, effective_at, reason
            FROM milepost.ledger WHERE reward_id IN
            (
                SELECT reward_id FROM milepost.ledger WHERE step = 'REVERSED' AND %s
                ORDER BY effective_at DESC, reward_id LIMIT 1
            )
            ORDER BY sequence""";

    private static final String BUSIEST = """
            SELECT advocate_id AS user FROM milepost.rewards WHERE %s
            GROUP BY advocate_id ORDER BY uniqExact(state) DESC, count() DESC, advocate_id LIMIT 1""";

    private final List<String> lines = new ArrayList<>();
    private final List<String> next = new ArrayList<>();
    private final ClickHouseClient client;
    private final String written;
    private final Instant asOf;

    private DemoReport(ClickHouseClient client, long generation, Instant asOf) {
        this.client = client;
        this.written = "revision >= " + BackfillSummary.firstRevision(generation);
        this.asOf = asOf;
    }

    /** Reads it all: milestones, rewards and what is owed as of that time, for holds that end later go on being decided. */
    static DemoReport of(ClickHouseClient client, long generation, Path programs, Instant asOf)
            throws ClickHouseFailure {
        DemoReport report = new DemoReport(client, generation, asOf);
        report.milestones();
        report.asks();
        report.rewards();
        report.reversal();
        report.next(programs);
        return report;
    }

    /** The time of a day, to the second, in UTC. */
    static String time(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .substring("2026-01-01T".length())
                .replace("Z", "");
    }

    void print(Terminal terminal) {
        lines.forEach(terminal::say);
    }

    /** What to ask next. */
    void printNext(Terminal terminal) {
        next.forEach(terminal::say);
    }

    private void milestones() throws ClickHouseFailure {
        Table table = new Table("program", "milestone", "of each", "reached", "first", "last (UTC)");
        for (Map<String, String> row : ask(MILESTONES)) {
            table.row(
                    row.get("program_id"),
                    row.get("milestone_id"),
                    row.get("subject_kind"),
                    Long.parseLong(row.get("n")),
                    row.get("first"),
                    row.get("last"));
        }
        section("Milestones reached", table);
    }

    private void asks() throws ClickHouseFailure {
        Table table = new Table("decision", "arm, or why not", "people", "times", "for example");
        for (Map<String, String> row : ask(ASKS)) {
            table.row(
                    row.get("decision").equals("withdrawn")
                            ? "withdrawn: " + row.get("why")
                            : row.get("decision").replace('_', ' '),
                    why(row.get("why"), row.get("seen")),
                    Long.parseLong(row.get("people")),
                    Long.parseLong(row.get("n")),
                    row.get("example"));
        }
        section("Who was asked for a referral", table);
    }

    /** A guard in plain words, with its name in the program file. */
    private static String why(String word, String seen) {
        String plain = switch (word) {
            case "not_before" -> "too soon after the signup";
            case "cooldown", "quota" -> "asked not long ago";
            case "suppress_if" -> seen.replace('_', ' ');
            case "exclude_segments" -> "segment " + seen.replace('_', ' ');
            case "require_marketing_consent" -> "no consent to marketing";
            case "risk_at_most" -> "own referrals look like fraud";
            default -> "";
        };
        return plain.isEmpty() ? word.replace('_', ' ') : plain + " (" + word + ")";
    }

    private void rewards() throws ClickHouseFailure {
        Table table = new Table("program", "kind", "state", "why", "rewards", "of altogether");
        for (Map<String, String> row : ask(REWARDS)) {
            table.row(
                    row.get("program_id"),
                    row.get("kind"),
                    row.get("then"),
                    row.get("why").replace('_', ' '),
                    Long.parseLong(row.get("n")),
                    amount(row, "amount"));
        }
        section("Rewards as of the last event, " + time(asOf) + " UTC", table);
        List<String> owed = new ArrayList<>();
        for (Map<String, String> row : ask(LIABILITY)) {
            BigInteger net = new BigInteger(row.get("amount"));
            if (net.signum() != 0) {
                owed.add(Amounts.of(net.abs(), row.get("currency")) + (net.signum() < 0 ? " to be given back" : ""));
            }
        }
        lines.add("");
        lines.add("Owed as of then, less what is to be given back: "
                + (owed.isEmpty() ? "nothing" : String.join(", ", owed)) + ".");
    }

    private void reversal() throws ClickHouseFailure {
        List<Map<String, String>> entries = ask(REVERSAL);
        if (entries.isEmpty()) {
            return;
        }
        Map<String, String> first = entries.get(0);
        Table table = new Table("step", "amount", "when (UTC)", "why");
        for (Map<String, String> entry : entries) {
            table.row(
                    entry.get("step"),
                    amount(entry, "amount_minor"),
                    entry.get("effective_at").substring("2026-01-01 ".length()),
                    entry.get("reason").replace('_', ' '));
        }
        section(
                "One reward that was taken back, of the " + first.get("side") + " " + first.get("beneficiary_id"),
                table);
    }

    private void next(Path programs) throws ClickHouseFailure {
        for (Map<String, String> row : ask(BUSIEST)) {
            next.add("  ./milepost status " + row.get("user"));
        }
        for (Map<String, String> row : ask(ASKS)) {
            if (row.get("decision").equals("not_asked")) {
                next.add("  ./milepost status " + row.get("example"));
                break;
            }
        }
        if (programs != null) {
            next.add("  ./milepost program explain " + programs.resolve("ten-for-both.yaml"));
        }
        next.add("  ./milepost program list");
        next.add("  ./milepost program budget");
        next.add(
                "  ./milepost sql \"SELECT currency, step, reason, count(), sum(amount_minor) FROM ledger GROUP BY ALL ORDER BY ALL\"");
        next.add("  ./milepost sql \"SELECT arm, count() FROM exposures GROUP BY arm\"");
    }

    private void section(String title, Table table) {
        lines.add("");
        lines.add(title + (table.isEmpty() ? ": none." : ":"));
        if (!table.isEmpty()) {
            lines.addAll(table.lines());
        }
    }

    private List<Map<String, String>> ask(String sql) throws ClickHouseFailure {
        String moment = asOf.toString().replace("T", " ").replace("Z", "");
        return client.query(sql.replace("%s", written).replace("AS_OF", "toDateTime64('" + moment + "', 3, 'UTC')"));
    }

    private static String amount(Map<String, String> row, String column) {
        return Amounts.of(new BigInteger(row.get(column)), row.get("currency"));
    }
}
