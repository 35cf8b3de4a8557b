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

    /** In three ways of writing a budget; a program without one, and one that pays in units, are not asked. */
    @Test
    void whoOwesMoreThanTheirBudgetFires() {
        warehouse.execute("""
                INSERT INTO milepost_store.programs (program_id, version, text, revision) VALUES
                ('flow', 1, 'program: flow\\ncurrency: USD\\nbudget: {amount: 5.00}\\n', 1),
                ('flow', 2, 'program: flow\\ncurrency: USD\\nbudget: {per: month, amount: 20.00}\\n', 1),
                ('block', 1, 'program: block\\ncurrency: "JPY"\\nbudget:\\n  # of a year\\n  per: year\\n  amount: 100\\nrewards:\\n  - amount: 1\\n', 1),
                ('none', 1, 'program: none\\ncurrency: USD\\nrewards:\\n  - {amount: 1.00}\\n', 1)""", """
                INSERT INTO milepost_store.ledger (program_id, reward_id, entry_id, step, amount_minor, currency, sequence, revision) VALUES
                ('flow', 'a', '1', 'EARNED', 3000, 'USD', 1, 1), ('flow', 'a', '2', 'PAID', -1500, 'USD', 2, 1),
                ('block', 'b', '3', 'EARNED', 101, 'JPY', 1, 1), ('none', 'c', '4', 'EARNED', 900000, 'USD', 1, 1),
                ('flow', 'd', '5', 'EARNED', 900000000, 'stars', 1, 1)""");

        AlertRule rule = AlertRule.of("milepost-liability-over-budget");
        assertThat(rule.values(warehouse, NOW))
                .containsOnlyKeys("flow", "block")
                .containsEntry("flow", 0.75)
                .containsEntry("block", 1.01);
        assertThat(rule.firing(warehouse, NOW)).containsExactly("block");
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
