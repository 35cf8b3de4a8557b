package dev.milepost.console.program;

import dev.milepost.console.Reads;
import dev.milepost.console.web.Grid;
import dev.milepost.console.web.Money;
import dev.milepost.milestones.standing.BudgetUse;
import dev.milepost.milestones.standing.VersionStates;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the warehouse says of programs. */
final class ProgramReads {

    private static final String COUNTS = """
            SELECT program_id, toString(sum(bound)) AS bound, toString(sum(qualified)) AS qualified, toString(sum(earned)) AS earned,
                toString(sum(held)) AS held, toString(sum(paid)) AS paid, toString(sum(cases)) AS cases
            FROM
            (
                SELECT program_id, uniqExact(referral_id) AS bound, 0 AS qualified, 0 AS earned, 0 AS held, 0 AS paid, 0 AS cases
                FROM milepost.bindings WHERE status = 'bound' GROUP BY program_id
                UNION ALL
                SELECT program_id, 0, uniqExact(referral_id), 0, 0, 0, 0
                FROM milepost.journey WHERE name = 'referral.qualified' GROUP BY program_id
                UNION ALL
                SELECT program_id, 0, 0, countIf(state != 'SKIPPED'), countIf(state = 'HELD'), countIf(state = 'PAID'), 0
                FROM milepost.rewards GROUP BY program_id
                UNION ALL
                SELECT program_id, 0, 0, 0, 0, 0, count()
                FROM milepost.fraud_cases WHERE status IN ('OPEN', 'PENDING') GROUP BY program_id
            )
            GROUP BY program_id""";

    /** Owed is what the ledger says; of a unit amounts are millionths. */
    private static final String MONEY = """
            SELECT currency, toString(sum(earned)) AS earned, toString(sum(held)) AS held, toString(sum(paid)) AS paid,
                toString(sum(owed)) AS owed
            FROM
            (
                SELECT currency, sumIf(toInt128(amount_minor), step = 'EARNED') AS earned, toInt128(0) AS held,
                    -sumIf(toInt128(amount_minor), step = 'PAID') AS paid, sum(toInt128(amount_minor)) AS owed
                FROM milepost.ledger WHERE program_id = {program:String} AND effective_at <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')
                GROUP BY currency
                UNION ALL
                SELECT currency, toInt128(0), sum(toInt128(owed_minor)), toInt128(0), toInt128(0)
                FROM milepost.rewards WHERE program_id = {program:String} AND state = 'HELD' GROUP BY currency
            )
            GROUP BY currency ORDER BY currency""";

    private static final String ASKS = """
            SELECT milestone_id AS milestone, decision, reason, toString(sum(numerator)) AS times,
                concat(toString(round(100 * sum(numerator) / sum(sum(numerator)) OVER (PARTITION BY milestone_id), 1)), ' %') AS share
            FROM milepost.ask_outcomes WHERE program_id = {program:String}
            GROUP BY milestone_id, decision, reason
            ORDER BY milestone_id, indexOf(['asked', 'held_out', 'waiting', 'not_asked'], decision), reason""";

    private static final String TEXT = """
            SELECT file_name, text FROM milepost.programs WHERE program_id = {program:String} AND version = {version:Int64}""";

    private final Reads reads;
    private final Clock clock;

    ProgramReads(Reads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    /** Every version by program, the oldest first. */
    Map<String, List<Map<String, String>>> versions() throws ClickHouseFailure {
        Map<String, List<Map<String, String>>> versions = new LinkedHashMap<>();
        for (Map<String, String> row : VersionStates.read(reads::rows)) {
            versions.computeIfAbsent(row.get("program_id"), first -> new ArrayList<>())
                    .add(row);
        }
        return versions;
    }

    /** How many referrals, rewards and open cases each program has; none of a program that has nothing. */
    Map<String, Map<String, String>> counts() throws ClickHouseFailure {
        Map<String, Map<String, String>> counts = new LinkedHashMap<>();
        for (Map<String, String> row : reads.rows(COUNTS, Map.of())) {
            counts.put(row.get("program_id"), row);
        }
        return counts;
    }

    /** A version's file: file_name and text. */
    Map<String, String> file(String program, String version) throws ClickHouseFailure {
        return reads.rows(TEXT, Map.of("program", program, "version", version)).get(0);
    }

    /** What a file says; nothing where this release cannot read it any more. */
    static Optional<ProgramVersion> parsed(String label, String text) {
        try {
            return ProgramFiles.parse(Map.of(label, text)).versions().stream().findFirst();
        } catch (ProgramFileException e) {
            return Optional.empty();
        }
    }

    Grid asks(String program) throws ClickHouseFailure {
        List<Map<String, String>> rows = reads.rows(ASKS, Map.of("program", program));
        return new Grid(
                "Asks by milestone",
                "Nobody has reached a milestone of an ask.",
                List.of(text("Milestone"), text("What came of it"), text("Why not"), number("Times"), number("Share")),
                rows.stream()
                        .map(row -> List.of(
                                row.get("milestone"),
                                row.get("decision").replace('_', ' '),
                                row.get("reason"),
                                row.get("times"),
                                row.get("share")))
                        .toList(),
                false);
    }

    /**
     * Money by currency.
     *
     * @param inForce whose budget it is; none where it cannot be read
     */
    Grid money(String program, Optional<ProgramVersion> inForce) throws ClickHouseFailure {
        String at = Long.toString(clock.millis());
        List<List<String>> rows = new ArrayList<>();
        String own = inForce.map(ProgramVersion::currency).orElse(null);
        for (Map<String, String> row : reads.rows(MONEY, Map.of("program", program, "at", at))) {
            List<String> cells = new ArrayList<>(List.of(row.get("currency")));
            for (String name : List.of("earned", "held", "paid", "owed")) {
                cells.add(Money.text(row.get(name), row.get("currency")));
            }
            cells.addAll(row.get("currency").equals(own) ? budget(inForce.orElseThrow()) : List.of("-", "-", "-"));
            rows.add(cells);
        }
        return new Grid(
                "Money",
                "No reward has been earned.",
                List.of(
                        text("Currency"),
                        number("Earned"),
                        number("Held"),
                        number("Paid"),
                        number("Owed"),
                        number("Committed"),
                        number("Budget"),
                        number("Left")),
                rows,
                false);
    }

    private List<String> budget(ProgramVersion program) throws ClickHouseFailure {
        BigInteger committed =
                BudgetUse.read(reads::rows, program, clock.millis()).committedMinor();
        if (program.budget() == null) {
            return List.of(Money.text(committed.toString(), program.currency()), "none", "-");
        }
        BigInteger budget = BigInteger.valueOf(program.budget().amountMinor());
        return List.of(
                Money.text(committed.toString(), program.currency()),
                Money.text(budget.toString(), program.currency()),
                Money.text(budget.subtract(committed).toString(), program.currency()));
    }

    private static Grid.Column text(String heading) {
        return new Grid.Column(heading, false);
    }

    private static Grid.Column number(String heading) {
        return new Grid.Column(heading, true);
    }
}
