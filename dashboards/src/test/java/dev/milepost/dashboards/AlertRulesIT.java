package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule over a warehouse where it fires, where it is quiet, and where there is nothing; figures worked by hand. */
final class AlertRulesIT {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    private static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.empty();
        // What is older than a month of the engine's clock must stay.
        warehouse.execute("ALTER TABLE milepost_store.pipeline_metrics REMOVE TTL");
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void empty() {
        for (String table : List.of(
                "programs",
                "rewards",
                "ledger",
                "experiment_results",
                "progress",
                "bindings",
                "fraud_verdicts",
                "dead_letters",
                "pipeline_metrics")) {
            warehouse.execute("TRUNCATE TABLE milepost_store." + table);
        }
    }

    @Test
    void ofAnEmptyWarehouseNoRuleFires() {
        for (AlertRule rule : AlertRule.all()) {
            assertThat(rule.values(warehouse, NOW)).as(rule.uid()).isEmpty();
        }
    }

    /** What is paid has used its budget, and what another quarter used is no part of this one's. */
    @Test
    void whoHasGrantedMoreInOneQuarterThanItsBudgetFires() {
        reached("2026-06-30 23:30:00");
        for (String program : List.of("even", "spent")) {
            program(program, 1, "currency: USD\\nbudget: {amount: 20000.00, per: quarter}\\n");
        }
        granted("even", "q1", "2026-03-31 23:59:59", "USD", 1_900_000);
        granted("even", "q2", "2026-04-01 00:00:00", "USD", 1_900_000);
        granted("spent", "a", "2026-04-20 00:00:00", "USD", 1_100_000);
        granted("spent", "b", "2026-06-20 00:00:00", "USD", 1_000_000);
        entry("spent", "a", "PAID", -1_100_000, "2026-06-01 00:00:00", "USD");
        entry("spent", "b", "PAID", -1_000_000, "2026-06-25 00:00:00", "USD");

        AlertRule rule = AlertRule.of("milepost-over-budget");
        assertThat(rule.values(warehouse, NOW))
                .containsOnlyKeys("even", "spent")
                .containsEntry("even", 0.95)
                .containsEntry("spent", 1.05);
        assertThat(rule.firing(warehouse, NOW)).containsExactly("spent");
    }

    /** In some ways of writing a budget; a program without one, and what is no money of the program's, are not asked. */
    @Test
    void aBudgetIsThatOfTheVersionInForce() {
        reached("2026-06-30 23:30:00");
        program("flow", 1, "currency: USD\\nbudget: {amount: 5.00}\\n");
        program("flow", 2, "currency: USD # dollars\\nbudget: {within: 30d, amount: 20.00} # per: year\\n");
        program(
                "block",
                1,
                "currency: \"JPY\"\\nbudget: # of a year\\n\\n  # amount: 9\\n  per: year\\n# what else\\n  amount: 100\\nrewards:\\n  - amount: 1\\n");
        program("none", 1, "currency: USD\\nrewards:\\n  - {amount: 1.00, cap: {count: 1, per: year}}\\n");
        program("later", 1, "currency: USD\\nbudget: {amount: 30.00}\\n");
        warehouse.execute(
                "INSERT INTO milepost_store.programs (program_id, version, text, valid_from, revision) VALUES ('later', 2, 'currency: USD\\nbudget: {amount: 10.00}\\n', '2026-07-01', 1)");
        granted("flow", "a", "2026-06-15 00:00:00", "USD", 1_500);
        granted("flow", "b", "2026-06-15 00:00:00", "stars", 900_000_000);
        granted("block", "c", "2026-01-01 00:00:00", "JPY", 101);
        granted("none", "d", "2026-06-15 00:00:00", "USD", 900_000);
        granted("later", "e", "2020-06-15 00:00:00", "USD", 2_000);

        AlertRule rule = AlertRule.of("milepost-over-budget");
        assertThat(rule.values(warehouse, NOW))
                .containsOnlyKeys("flow", "block", "later")
                .containsEntry("flow", 0.75)
                .containsEntry("block", 1.01)
                .containsEntry("later", 2 / 3.0);
        assertThat(rule.firing(warehouse, NOW)).containsExactly("block");
    }

    /** 1.00 just before the window, and 2.00 at its beginning, of a budget of 10.00, at half past eleven on a Tuesday in UTC. */
    @ParameterizedTest
    @CsvSource({
        "per: day, UTC, 2026-06-30 00:00:00",
        "per: week, UTC, 2026-06-29 00:00:00",
        "per: month, UTC, 2026-06-01 00:00:00",
        "per: quarter, UTC, 2026-04-01 00:00:00",
        "per: year, UTC, 2026-01-01 00:00:00",
        // There it is the morning of 1 July.
        "per: month, Asia/Tokyo, 2026-06-30 15:00:00",
        "per: quarter, Asia/Tokyo, 2026-06-30 15:00:00",
        // There it is summer, five hours behind; in winter it was six.
        "per: quarter, America/Chicago, 2026-04-01 05:00:00",
        "per: year, America/Chicago, 2026-01-01 06:00:00",
        "within: 90m, UTC, 2026-06-30 22:00:00.001",
        "within: 30d, America/Chicago, 2026-05-31 23:30:00.001",
        "within: 1mo, UTC, 2026-05-30 23:30:00.001",
        // Half past eleven in the evening of 30 June there is half past six, in winter half past five of UTC's next
        // day.
        "within: 6mo, America/Chicago, 2025-12-31 00:30:00.001",
        "within: 1y, UTC, 2025-06-30 23:30:00.001"
    })
    void aBudgetCountsWhatWasEarnedInItsWindow(String window, String zone, String from) {
        reached("2026-06-30 23:30:00");
        program("p", 1, "currency: USD\\ntimezone: " + zone + "\\nbudget:\\n  amount: 10.00\\n  " + window + "\\n");
        granted("p", "in", from, "USD", 200);
        warehouse.execute("""
                INSERT INTO milepost_store.rewards (program_id, reward_id, currency, earned_at, revision)
                SELECT 'p', 'out', 'USD', toDateTime64('%s', 3, 'UTC') - INTERVAL 1 MILLISECOND, 1""".formatted(from));
        entry("p", "out", "EARNED", 100, "2025-01-01 00:00:00", "USD");

        assertThat(AlertRule.of("milepost-over-budget").values(warehouse, NOW)).containsEntry("p", 0.2);
    }

    /** As the view reward_use has it: 5.00 raised to 8.00, then 4.00, were 8.00; what is void is nothing; what expired was had. */
    @Test
    void aBudgetIsUsedByTheMostThatWasDueOfAReward() {
        reached("2026-06-30 23:30:00");
        program("p", 1, "currency: USD\\nbudget: {amount: 100.00}\\n");
        granted("p", "raised", "2026-06-01 00:00:00", "USD", 500);
        entry("p", "raised", "REVERSED", 300, "2026-06-02 00:00:00", "USD");
        entry("p", "raised", "REVERSED", -400, "2026-06-03 00:00:00", "USD");
        granted("p", "void", "2026-06-01 00:00:00", "USD", 5_000);
        entry("p", "void", "VOIDED", -5_000, "2026-06-02 00:00:00", "USD");
        granted("p", "gone", "2026-06-01 00:00:00", "USD", 1_000);
        entry("p", "gone", "EXPIRED", -1_000, "2026-06-02 00:00:00", "USD");

        assertThat(AlertRule.of("milepost-over-budget").values(warehouse, NOW)).containsEntry("p", 0.18);
        Frame used = warehouse.ask(
                "SELECT sum(most_minor) / 1 FROM milepost.reward_use(program = 'p', as_of = '2026-06-30 23:30:00')");
        assertThat(used.rows()).containsExactly(List.of(1_800L));
    }

    @Test
    void anExperimentWhoseArmsAreNotAsPlannedFires() {
        warehouse.execute("""
                INSERT INTO milepost_store.experiment_results (experiment_id, arm, metric, control, status, blocked, srm_p, revision) VALUES
                ('fine', 'a', 'm', 'holdout', 'read', false, 0.001, 1), ('fine', 'a', 'n', 'holdout', 'read', false, 0.5, 1),
                ('bad', 'a', 'm', 'holdout', 'blocked', true, 0.0009, 1)""");

        assertThat(AlertRule.of("milepost-sample-ratio").firing(warehouse, NOW)).containsExactly("bad");
    }

    /** 20 referrals of the last week, of which so many are suspicious, and 20 of before, of which two are: a tenth. */
    @ParameterizedTest
    @CsvSource({"4, 20, false", "5, 20, true", "10, 19, false"})
    void aJumpOfSuspiciousReferralsFires(int suspicious, int recent, boolean fires) {
        warehouse.execute(
                "INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0, '2026-07-01', 1)",
                "INSERT INTO milepost_store.programs (program_id, version, text, revision) VALUES ('p', 1, 'program: p\\nreview: {risk_over: 0.6}\\n', 1)",
                """
                INSERT INTO milepost_store.bindings (referee_id, referral_id, program_id, status, bound_time, revision)
                SELECT toString(number), toString(number), 'p', 'bound', toDateTime64(if(number < 20, '2026-06-10', '2026-06-28'), 3, 'UTC'), 1
                FROM numbers(20 + %d)""".formatted(recent),
                // An earlier verdict of everybody does not count, and 0.5 is not above the program's risk_over.
                """
                INSERT INTO milepost_store.fraud_verdicts (program_id, referral_id, verdict_id, decided_at, score, revision)
                SELECT 'p', toString(number), concat('v', toString(number), '-', toString(nth)), toDateTime64('2026-06-29', 3, 'UTC') + nth,
                    toDecimal64(if(nth = 0, 0.9, if(number < 2 OR (number >= 20 AND number < 20 + %d), 0.7, 0.5)), 6), 1
                FROM (SELECT number, arrayJoin([0, 1]) AS nth FROM numbers(20 + %d))""".formatted(suspicious, recent));

        AlertRule rule = AlertRule.of("milepost-fraud-jump");
        assertThat(rule.firing(warehouse, NOW)).isEqualTo(fires ? List.of("p") : List.of());
        if (recent == 20) {
            assertThat(rule.values(warehouse, NOW).get("p")).isEqualTo(suspicious / 20.0 / 0.1, within(1e-9));
        }
    }

    @Test
    void manyDeadLettersOfAQuarterOfAnHourFire() {
        warehouse.execute("""
                INSERT INTO milepost_store.dead_letters (dead_letter_id, reason, stream, received_at, revision)
                SELECT concat('a', toString(number)), 'invalid', 'purchases', toDateTime64('2026-06-30 23:50:00', 3, 'UTC'), 1 FROM numbers(11)
                UNION ALL
                SELECT concat('b', toString(number)), 'late', 'purchases', toDateTime64('2026-06-30 23:50:00', 3, 'UTC'), 1 FROM numbers(10)
                UNION ALL
                SELECT concat('c', toString(number)), 'invalid', 'signups', toDateTime64('2026-06-30 23:44:59', 3, 'UTC'), 1 FROM numbers(99)""");

        assertThat(AlertRule.of("milepost-dead-letters").firing(warehouse, NOW)).containsExactly("purchases invalid");
    }

    /** By the instance that is furthest behind, and by what is visible: what the sink has received in time is no help. */
    @ParameterizedTest
    @CsvSource({"23:55:00, 300, false", "23:54:59.500, 300.5, true", "23:59:50, 10, false"})
    void aWarehouseThatIsBehindFires(String watermark, double lag, boolean fires) {
        reached("2026-06-30 " + watermark);
        warehouse.execute(
                "INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 1, '2026-06-30 23:59:55', 1)");
        measure("('2026-06-30 23:58:00', 'milepost', 'sink', 0, 'watermarkLagMillis', 1000)");

        AlertRule rule = AlertRule.of("milepost-lag");
        assertThat(rule.values(warehouse, NOW)).containsOnlyKeys("warehouse").containsEntry("warehouse", lag);
        assertThat(rule.firing(warehouse, NOW)).isEqualTo(fires ? List.of("warehouse") : List.of());
        assertThat(rule.text("noDataState")).isEqualTo("NoData");
    }

    /** What was measured of a sink that waits for nothing is no lag, however large: what is visible counts. */
    @Test
    void aWarehouseThatIsNotBehindIsQuietWhateverTheSinkHasReceived() {
        reached("2026-06-30 23:59:50");
        measure("('2026-06-30 23:58:00', 'milepost', 'sink', 0, 'watermarkLagMillis', 900000)");

        assertThat(AlertRule.of("milepost-lag").firing(warehouse, NOW)).isEmpty();
    }

    @Test
    void checkpointsThatFailFire() {
        checkpoints("a", 9, 5, 7);
        checkpoints("b", 9, 5, 6);
        checkpoints("starting", 0, 0, 7);

        assertThat(AlertRule.of("milepost-checkpoints").firing(warehouse, NOW)).containsExactly("a");
    }

    /** Measured each half minute, from so many seconds ago until so many seconds ago; midnight is now. */
    @Test
    void aJobThatCompletesNoCheckpointFires() {
        completed("never", 0, 1200, 0);
        completed("starts", 0, 600, 0);
        completed("no more", 7, 1500, 690);
        completed("no more", 8, 660, 0);
        completed("slowly", 7, 1500, 630);
        completed("slowly", 8, 600, 0);
        completed("stopped", 0, 1500, 150);
        // Again after a stop: what was before it does not count, of another number or the same.
        completed("again", 57, 1500, 900);
        completed("again", 0, 120, 0);
        completed("twice", 0, 1500, 900);
        completed("twice", 0, 120, 0);
        // Another job manager counts from 0 on; it has come to 3 as the one before it.
        completed("new manager", 3, 1500, 1200);
        completed("new manager", 0, 1170, 630);
        completed("new manager", 3, 600, 0);

        AlertRule rule = AlertRule.of("milepost-no-checkpoint");
        assertThat(rule.values(warehouse, NOW))
                .containsOnlyKeys("never", "starts", "no more", "slowly", "again", "twice", "new manager")
                .containsEntry("never", 1200.0)
                .containsEntry("starts", 600.0)
                .containsEntry("no more", 660.0)
                .containsEntry("again", 120.0)
                .containsEntry("twice", 120.0);
        assertThat(rule.firing(warehouse, NOW)).containsExactly("never", "no more");
        assertThat(rule.text("noDataState")).isEqualTo("OK");
    }

    private static void completed(String job, int count, int fromSecondsAgo, int toSecondsAgo) {
        warehouse.execute("""
                INSERT INTO milepost_store.pipeline_metrics (recorded_at, job, operator, subtask, metric, value)
                SELECT toDateTime64('2026-07-01', 3, 'UTC') - toIntervalSecond(number), '%s', '', -1, 'numberOfCompletedCheckpoints', %d
                FROM numbers(%d, %d) WHERE number %% 30 = 0""".formatted(job, count, toSecondsAgo, fromSecondsAgo - toSecondsAgo + 1));
    }

    private static void reached(String watermark) {
        warehouse.execute(
                "INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0, '%s', 1)"
                        .formatted(watermark));
    }

    private static void program(String program, int version, String text) {
        warehouse.execute(
                "INSERT INTO milepost_store.programs (program_id, version, text, revision) VALUES ('%1$s', %2$d, 'program: %1$s\\n%3$s', 1)"
                        .formatted(program, version, text));
    }

    private static void granted(String program, String reward, String at, String currency, long amount) {
        warehouse.execute(
                "INSERT INTO milepost_store.rewards (program_id, reward_id, currency, earned_at, revision) VALUES ('%s', '%s', '%s', '%s', 1)"
                        .formatted(program, reward, currency, at));
        entry(program, reward, "EARNED", amount, at, currency);
    }

    private static void entry(String program, String reward, String step, long amount, String at, String currency) {
        warehouse.execute("""
                INSERT INTO milepost_store.ledger (program_id, reward_id, entry_id, step, amount_minor, currency, effective_at, known_at, sequence, revision)
                VALUES ('%s', '%s', '%s', '%s', %d, '%s', '%s', '%s', 1, 1)""".formatted(program, reward, reward + step + at, step, amount, currency, at, at));
    }

    private static void checkpoints(String job, int completed, int failed, int failedLater) {
        measure("""
                ('2026-06-30 23:46:00', '%1$s', '', -1, 'numberOfCompletedCheckpoints', %2$d),
                ('2026-06-30 23:46:00', '%1$s', '', -1, 'numberOfFailedCheckpoints', %3$d),
                ('2026-06-30 23:58:00', '%1$s', '', -1, 'numberOfCompletedCheckpoints', %2$d),
                ('2026-06-30 23:58:00', '%1$s', '', -1, 'numberOfFailedCheckpoints', %4$d)
                """.formatted(job, completed, failed, failedLater));
    }

    private static void measure(String rows) {
        warehouse.execute(
                "INSERT INTO milepost_store.pipeline_metrics (recorded_at, job, operator, subtask, metric, value) VALUES "
                        + rows);
    }
}
