package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a cluster goes through without anything being wrong, and one thing that is, on processes of their own and while traffic
 * flows: it is given another task manager, the pipeline is upgraded by a savepoint, and the job manager is killed. All rows must
 * be those of the oracles. More laps: see CONTRIBUTING.md.
 */
class LocalClusterIT {

    private static final int LAPS = Integer.getInteger("milepost.laps", 1);
    private static final Duration TICK = Duration.ofMillis(500);

    /** The clock goes on after the last event for so long, and the out-of-orderness besides. */
    private static final Duration AFTERMATH = Duration.ofSeconds(6);

    private static final Duration ON_THE_WAY = Duration.ofSeconds(12);
    private static final String GROUP = "milepost";
    private static final Duration LEDGER = Duration.ofMinutes(5);
    private static final int ENTRIES = 50;

    /** What chaos asks of a run whose traffic goes on until new versions of programs hold. */
    private static final String FLOOR = "ledger entries, ";

    /** Programs with a reward that nobody takes back any more under a cap, and under a budget. */
    private static final String LIMITED =
            "SELECT uniq(program_id) AS n FROM milepost.rewards WHERE state IN ('RELEASED', 'PAID')"
                    + " AND ((program_id = '" + Campaign.FRIENDS + "' AND rule_id = '" + Campaign.CAPPED + "')"
                    + " OR (program_id = '" + Campaign.CLUB + "' AND currency = 'USD'))";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private int leads = 1;

    @Test
    void moreTaskManagersAnUpgradeAndAnotherJobManagerLoseNothing() throws Exception {
        ChaosPlan plan = new ChaosPlan(
                0, 11, Duration.ofSeconds(20), 100, Map.of(), true, false, false, ON_THE_WAY, folder, folder);
        try (LocalCluster cluster = new LocalCluster(folder.resolve("cluster"))) {
            cluster.start("--task-managers", "1", "--ha", "--without-clock");
            assertThat(cluster.processes())
                    .containsExactly("job-manager-1", "job-manager-2", "servers", "task-manager-1", "zookeeper");
            submit(cluster);
            Recording recording;
            try (Traffic traffic = Traffic.start(cluster.kafka(), plan, TICK);
                    BackOffice office = BackOffice.open(cluster::warehouse, traffic::tell, plan.ownVerdicts())) {
                cluster.awaitCheckpoints(leads);
                for (int lap = 0; lap < LAPS; lap++) {
                    rescale(cluster, lap % 2 == 0 ? 2 : 1);
                    upgrade(cluster);
                    killTheJobManager(cluster);
                }
                awaitLedger(cluster);
                office.close();
                traffic.end(AFTERMATH.plus(plan.outOfOrderness()));
                recording = Recording.of(cluster.kafka(), plan.unread());
            }
            assertRows(cluster, plan, recording);
            cluster.run("stop");
            assertThat(cluster.processes()).isEmpty();
        }
    }

    private void submit(LocalCluster cluster) throws Exception {
        cluster.run(
                "submit",
                "--programs",
                Campaign.write(folder.resolve("programs")).toString(),
                "--job.checkpoint_interval",
                "1s",
                "--fraud.own_verdicts",
                "true",
                "--ingest.out_of_orderness",
                ON_THE_WAY.toMillis() + "ms",
                "--warehouse.block_rows",
                "120000",
                "--warehouse.spool_over",
                "16384",
                "--warehouse.retry_delay_max",
                "2s");
    }

    private void rescale(LocalCluster cluster, int taskManagers) throws Exception {
        String job = cluster.job();
        cluster.run("rescale", Integer.toString(taskManagers));
        assertThat(cluster.job()).as("the same job goes on").isEqualTo(job);
        assertThat(cluster.processes().stream().filter(name -> name.startsWith("task-manager")))
                .hasSize(taskManagers);
        assertThat(cluster.awaitCheckpoints(leads)).as("from a checkpoint").isPositive();
    }

    private void upgrade(LocalCluster cluster) throws Exception {
        String job = cluster.job();
        cluster.run("upgrade", "--warehouse.block_rows", "150000");
        assertThat(cluster.job()).as("another job").isNotEqualTo(job);
        assertThat(cluster.flink(leads).state(job)).isEqualTo("FINISHED");
        assertThat(cluster.awaitCheckpoints(leads)).as("from the savepoint").isEqualTo(1);
    }

    /** The other one leads from then on; the one that died comes again, and stands by. */
    private void killTheJobManager(LocalCluster cluster) throws Exception {
        cluster.kill("job-manager-" + leads);
        leads = 3 - leads;
        assertThat(cluster.awaitCheckpoints(leads)).as("from a checkpoint").isPositive();
        cluster.start();
        assertThat(cluster.processes()).contains("job-manager-1", "job-manager-2");
    }

    /** A quick machine is through before much is paid: then there would be little to compare. */
    private static void awaitLedger(LocalCluster cluster) throws Exception {
        try (ClickHouseClient warehouse = cluster.warehouse()) {
            Wait.until(
                    "there are entries in the ledger, payouts among them, and rewards under a cap and a budget",
                    cluster.log(),
                    LEDGER,
                    () -> number(warehouse, "SELECT count() AS n FROM milepost.ledger") >= ENTRIES
                            && number(warehouse, "SELECT countIf(step = 'PAID') AS n FROM milepost.ledger") > 0
                            && number(warehouse, LIMITED) == 2);
        }
    }

    private void assertRows(LocalCluster cluster, ChaosPlan plan, Recording recording) throws Exception {
        try (ClickHouseClient warehouse = cluster.warehouse()) {
            Settlement.awaitRead(recording, plan.outOfOrderness(), cluster.kafka(), GROUP, warehouse, cluster.log());
            Settlement.awaitVisible(cluster.flink(leads), cluster.job(), cluster.log());
            Verdict verdict = new Verdict(recording, plan)
                    .withOracle(warehouse)
                    .withCohorts(warehouse)
                    .withFunnel(warehouse)
                    .withAudit(warehouse);
            assertThat(verdict.firstDifference()).isEmpty();
            assertThat(verdict.comparisons()).allMatch(ChaosReport.Comparison::holds);
            assertThat(verdict.checks())
                    .filteredOn(check -> !check.what().startsWith(FLOOR))
                    .hasSize(10)
                    .allMatch(ChaosReport.Check::holds);
            assertThat(number(warehouse, "SELECT max(generation) AS n FROM milepost_store.generations"))
                    .as("one at the start and at each upgrade: neither a rescale nor a new job manager takes one")
                    .isEqualTo(1 + LAPS);
            assertMeasured(warehouse);
            Files.writeString(
                    folder.resolve("report.txt"),
                    recording.events().size() + " events\n" + verdict.comparisons() + "\n" + verdict.checks());
        }
    }

    /** By Flink's processes themselves, in which the reporter is a plugin. */
    private static void assertMeasured(ClickHouseClient warehouse) throws ClickHouseFailure {
        List<String> metrics = warehouse.query("SELECT DISTINCT metric FROM milepost.pipeline_metrics").stream()
                .map(row -> row.get("metric"))
                .toList();
        assertThat(metrics)
                .contains("pendingRecords", "watermarkLagMillis", "numberOfCompletedCheckpoints", "numRestarts");
        assertThat(number(warehouse, "SELECT uniq(subtask) AS n FROM milepost.pipeline_metrics WHERE subtask >= 0"))
                .as("of both task managers")
                .isEqualTo(2);
    }

    private static long number(ClickHouseClient warehouse, String sql) throws ClickHouseFailure {
        return Long.parseLong(warehouse.query(sql).get(0).get("n"));
    }
}
