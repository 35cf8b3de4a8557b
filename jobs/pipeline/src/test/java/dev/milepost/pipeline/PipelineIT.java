package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.harness.OracleHarness;
import dev.milepost.testkit.harness.Pack;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.oracle.ExpectedLetters;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files into the real engine: exact through a restore and an outage. */
class PipelineIT {

    private static TestWarehouse warehouse;

    /** A table's rows are many by then; all seeds are the oracle's own test's. */
    private static final int SEEDS = 4;

    @TempDir
    private Path folder;

    private Pack pack;
    private ProgramCatalog programs;

    @BeforeAll
    static void open() {
        warehouse = new TestWarehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void populate() throws Exception {
        for (String table : new AttributionTrial().tables()) {
            warehouse.client().execute("TRUNCATE TABLE milepost_store." + table);
        }
        pack = Pack.of(
                new AttributionTrial(),
                OracleHarness.seeds().stream().limit(SEEDS).toList());
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.all(), folder.resolve("programs"));
        programs = ProgramFiles.read(folder.resolve("programs"));
        BoundedRun.write(pack.records(), folder.resolve("events"));
    }

    @Test
    void equalsTheOracleAcrossARestoreAtAnotherParallelism() throws Exception {
        BoundedRun run = run();
        JobClient first = run.start(1, null);
        awaitSomeRows(first);
        BoundedRun.cancel(first);
        long before = warehouse.count("SELECT count() FROM milepost.events");
        run.start(2, run.latestCheckpoint()).getJobExecutionResult().get();
        assertThat(before).isGreaterThan(0).isLessThan(warehouse.count("SELECT count() FROM milepost.events"));
        assertEqualsTheOracle();
        assertThatViewsAgree();
    }

    @Test
    void losesAndDoublesNothingWhenTheServerIsGoneForHalfAMinute() throws Exception {
        BoundedRun run = run();
        JobClient job = run.start(2, null);
        awaitSomeRows(job);
        warehouse.stopServer();
        Thread.sleep(Duration.ofSeconds(30).toMillis());
        assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
        warehouse.startServer();
        job.getJobExecutionResult().get();
        assertEqualsTheOracle();
        assertThatViewsAgree();
        long doubled = warehouse.count(
                "SELECT count() - uniqExact(entity_id, event_id, stream) FROM milepost_store.events WHERE is_deleted = 0");
        assertThat(doubled).isZero();
    }

    private BoundedRun run() throws Exception {
        return new BoundedRun(folder.resolve("events"), folder.resolve("run"), programs, warehouse);
    }

    private static void awaitSomeRows(JobClient job) throws Exception {
        while (warehouse.count("SELECT count() FROM milepost.credits") == 0) {
            assertThat(job.getJobStatus().get().isTerminalState())
                    .as("the job is over before any row was seen")
                    .isFalse();
            Thread.sleep(50);
        }
    }

    private void assertEqualsTheOracle() throws Exception {
        List<SpecificRecord> rows = new ArrayList<>();
        for (String table : new AttributionTrial().tables()) {
            rows.addAll(warehouse.rows(table));
        }
        assertThat(rows.stream().filter(PipelineIT::isOfDecisions).map(row -> ((DeadLetterRow) row).getReason()))
                .contains("payout_refused", "review_unresolved");
        rows.removeIf(PipelineIT::isOfDecisions);
        pack.assertSame(
                rows,
                "files through the whole pipeline",
                "mvn verify -pl jobs/pipeline -am -Dtest=none -Dit.test=PipelineIT");
    }

    private static boolean isOfDecisions(SpecificRecord row) {
        return row instanceof DeadLetterRow letter && ExpectedLetters.isOfDecisions(letter);
    }

    /** Credit sums to the conversions, to the cent, under every model; weights sum to 1. */
    private static void assertThatViewsAgree() throws Exception {
        for (Map<String, String> wrong : warehouse
                .client()
                .query("SELECT model, conversion_id, sum(weight) AS weight, sum(c.amount_minor) AS credited,"
                        + " any(v.amount_minor) AS net FROM milepost.credits AS c"
                        + " LEFT JOIN milepost.conversions AS v USING (conversion_id)"
                        + " GROUP BY model, conversion_id HAVING weight != 1 OR credited != net LIMIT 3")) {
            throw new AssertionError("Credit does not sum to its conversion: " + wrong);
        }
        assertThat(warehouse.count("SELECT uniqExact(model, conversion_id) FROM milepost.credits"))
                .isEqualTo(6 * warehouse.count("SELECT count() FROM milepost.conversions"))
                .isGreaterThan(0);
    }
}
