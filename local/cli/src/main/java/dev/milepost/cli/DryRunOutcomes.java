package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of each person in a run, kept beside the next run, and in whom the two differ. An outcome is a decision or a
 * reward's state with why, and the amount; not when.
 */
final class DryRunOutcomes {

    private static final String DATABASE = "milepost_dry_run";

    /** What one person has of one ask or reward. */
    private static final String OUTCOMES = """
            SELECT program_id, user_id AS person, 'ask' AS of, milestone_id AS name, '' AS subject_id, occurrence,
                arrayStringConcat(arrayMap(told -> told.2, arraySort(groupArray((known_at,
                    concat(decision, if(reason = '', '', concat(': ', reason)), if(arm = '', '', concat(', arm ', arm))))))),
                    ', then ') AS outcome
            FROM milepost.asks WHERE program_id IN ($PROGRAMS)
            GROUP BY program_id, person, name, occurrence
            UNION ALL
            SELECT program_id, beneficiary_id, 'reward', concat(rule_id, ' to the ', side), subject_id, occurrence,
                if(state = 'SKIPPED', concat('not granted: ', reason), concat(
                    $AMOUNT, ' ', currency, ' ', state, if(reason = '', '', concat(': ', reason)),
                    if(owed_minor IN (0, amount_minor), '', concat(', owed ', $OWED))))
            FROM milepost.rewards WHERE program_id IN ($PROGRAMS)""";

    /** In whom the two runs do not say the same. */
    private static final String DIFFERENT = """
            CREATE TABLE milepost_dry_run.different ENGINE = MergeTree ORDER BY (program, person, of, name) AS
            SELECT program_id AS program, person, of, name, subject_id AS subject, occurrence,
                if(countIf(run = 1) = 0, '-', anyIf(told, run = 1)) AS outcome,
                if(countIf(run = 2) = 0, '-', anyIf(told, run = 2)) AS outcome_against
            FROM
            (
                SELECT 1 AS run, * EXCEPT outcome, outcome AS told FROM milepost_dry_run.outcomes_1
                UNION ALL SELECT 2 AS run, * EXCEPT outcome, outcome AS told FROM milepost_dry_run.outcomes_2
            )
            GROUP BY program, person, of, name, subject, occurrence HAVING outcome != outcome_against""";

    private static final String KINDS = """
            SELECT program, of, name, outcome, outcome_against, uniqExact(person) AS people,
                (SELECT uniqExact(program, person) FROM milepost_dry_run.different) AS all_people,
                count() OVER () AS kinds
            FROM milepost_dry_run.different GROUP BY program, of, name, outcome, outcome_against
            ORDER BY people DESC, program, of, name, outcome, outcome_against LIMIT\s""";

    private final ClickHouseClient client;

    DryRunOutcomes(ClickHouseClient client) {
        this.client = client;
    }

    /** Keeps what the views show now as that run's: 1 or 2. */
    void keep(int run, Collection<String> programs) throws ClickHouseFailure {
        SqlAmounts amounts = SqlAmounts.of(client);
        client.execute("CREATE DATABASE IF NOT EXISTS " + DATABASE);
        client.execute("CREATE TABLE " + DATABASE + ".outcomes_" + run
                + " ENGINE = MergeTree ORDER BY (program_id, person, of, name, subject_id, occurrence) AS "
                + OUTCOMES.replace("$PROGRAMS", quoted(programs))
                        .replace("$AMOUNT", amounts.of("amount_minor"))
                        .replace("$OWED", amounts.of("owed_minor")));
    }

    /** Finds the differences between the two runs that were kept. */
    void compare() throws ClickHouseFailure {
        client.execute(DIFFERENT);
    }

    /**
     * How many people there are of each kind of difference, the most frequent first: columns program, of, name, outcome,
     * outcome_against, people; in each row also all_people, those of any difference, and how many kinds there are.
     */
    List<Map<String, String>> kinds(int limit) throws ClickHouseFailure {
        return client.query(KINDS + limit);
    }

    /** Every person in whom the runs differ, as CSV. */
    void write(OutputStream out) throws ClickHouseFailure {
        client.copy("SELECT * FROM " + DATABASE + ".different ORDER BY ALL", "CSVWithNames", out);
    }

    /** Texts as SQL lists them. */
    static String quoted(Collection<String> texts) {
        return texts.stream()
                .map(text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(", "));
    }
}
