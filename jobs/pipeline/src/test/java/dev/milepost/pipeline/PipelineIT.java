package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.testkit.population.Population;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** Files into the real engine: exact through a restore, an outage and garbage. */
class PipelineIT {

    private static final int BAD_LINES = 200;

    private static TestWarehouse warehouse;

    @TempDir
    private Path folder;

    private Oracle oracle;
    private Population population;
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
        for (String table : Oracle.TABLES) {
            warehouse.client().execute("TRUNCATE TABLE milepost_store." + table);
        }
        warehouse.client().execute("TRUNCATE TABLE milepost_store.events");
        warehouse.client().execute("TRUNCATE TABLE milepost_store.dead_letters");
        oracle = Oracle.ofSeeds();
        population = oracle.packed();
        programs = oracle.programs(folder.resolve("programs"));
        BoundedRun.write(population.records(), folder.resolve("events"));
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
        oracle.assertSame(rows());
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
        oracle.assertSame(rows());
        assertThatViewsAgree();
        long doubled = warehouse.count(
                "SELECT count() - uniqExact(entity_id, event_id, stream) FROM milepost_store.events WHERE is_deleted = 0");
        assertThat(doubled).isZero();
    }

    @Test
    void deadLettersEachOfTwoHundredMalformedRecordsAndLeavesGoodRowsAsTheyAre() throws Exception {
        long knownBad = knownBad();
        List<String> bad = malformed();
        Path file = folder.resolve("events/purchases-bad.jsonl");
        Files.write(file, bad, StandardOpenOption.CREATE_NEW);
        run().finish(2);
        oracle.assertSame(rows());
        assertThat(warehouse.count("SELECT count() FROM milepost.dead_letters WHERE origin = '" + file.getFileName()
                        + "' AND reason IN ('invalid', 'undecodable', 'future', 'late') AND detail != ''"))
                .isEqualTo(BAD_LINES);
        assertThat(warehouse.count("SELECT uniqExact(origin_position) FROM milepost.dead_letters WHERE origin = '"
                        + file.getFileName() + "'"))
                .isEqualTo(BAD_LINES);
        assertThat(warehouse.count(
                        "SELECT count() FROM milepost.dead_letters WHERE origin != '" + file.getFileName() + "'"))
                .isEqualTo(knownBad);
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

    private static List<SpecificRecord> rows() throws Exception {
        List<SpecificRecord> rows = new ArrayList<>();
        for (String table : Oracle.TABLES) {
            rows.addAll(warehouse.rows(table));
        }
        return rows;
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

    /** Dead letters that the populations hold anyway. */
    private long knownBad() {
        return oracle.deadLetters();
    }

    private static List<String> malformed() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < BAD_LINES; i++) {
            String line = "{\"event_id\":\"bad-" + i + "\",\"event_time\":\"2026-01-05T10:00:00Z\",\"user_id\":\"u\","
                    + "\"order_id\":\"o-" + i + "\",\"kind\":\"ORDER\",\"amount_minor\":100,\"currency\":\"USD\"}";
            lines.add(
                    switch (i % 10) {
                        case 0 -> line.substring(0, line.length() / 2);
                        case 1 -> line.replace("\"amount_minor\":100", "\"amount_minor\":-100");
                        case 2 -> line.replace("USD", "XYZ");
                        case 3 -> line.replace("ORDER", "BARTER");
                        case 4 -> line.replace("\"user_id\":\"u\",", "");
                        case 5 -> line.replace("100", "92233720368547758080");
                        case 6 -> line.replace("2026-01-05T10", "yesterday");
                        case 7 -> "[" + line + "]";
                        case 8 -> line.replace("}", ",\"received_at\":\"2026-01-08T10:00:00Z\"}");
                        default -> line.replace("}", ",\"received_at\":\"2026-01-05T09:00:00Z\"}");
                    });
        }
        return lines;
    }
}
