package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobExecutionResult;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Late events, one script for each kind of decision: what has been told is in the warehouse before the late event comes, and is
 * compensated by rows that say that they are late corrections, and when they could be known.
 */
class LateDecisionsTest {

    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @TempDir
    Path folder;

    static Stream<Scenario> scripts() throws IOException {
        try (Stream<Path> files = Files.list(scriptFolder())) {
            return files
                    .filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(ScenarioReader::read)
                    .toList()
                    .stream();
        }
    }

    private static Path scriptFolder() {
        try {
            return Path.of(LateDecisionsTest.class.getResource("late").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whatWasToldIsCompensatedAndMarked(Scenario scenario) throws Exception {
        List<TimedRecord> records = ScenarioRecords.of(scenario);
        Path programs = programs(scenario);
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(records), programs, folder).until(scenario.until());
        CompletableFuture<JobExecutionResult> result = run.start(1, null, 0).getJobExecutionResult();
        Instant time = Instant.MIN;
        int late = 0;
        boolean told = true;
        for (int i = 0; i < records.size(); i++) {
            TimedRecord record = records.get(i);
            boolean isLate = record.receivedAt().isAfter(record.eventTime());
            if (isLate && told) {
                // All that was decided up to now is told.
                reach(run, result, i, time);
            }
            time = isLate ? time : record.eventTime();
            if (!isLate && !told) {
                // What the late one changed is corrected at this watermark.
                reach(run, result, i + 1, time);
            }
            told = !isLate;
            late += isLate ? 1 : 0;
        }
        assertThat(late).as("what comes late").isPositive();
        run.holdAfter(Long.MAX_VALUE);
        result.get();

        verify(scenario, run);
    }

    /** In a log that is read again what came late comes late again: nothing that was told is decided anew. */
    @ParameterizedTest
    @MethodSource("scripts")
    void aRebuildDecidesAsTheStackDid(Scenario scenario) throws Exception {
        BoundedRun.write(ScenarioRecords.of(scenario), folder.resolve("events"));
        Path programs = programs(scenario);
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            DeliveredRun run = new DeliveredRun(List.of(), programs, folder)
                    .until(scenario.until())
                    .readAgain(folder.resolve("events"));
            run.start(parallelism, null, Long.MAX_VALUE).getJobExecutionResult().get();
            verify(scenario, run);
        }
    }

    private Path programs(Scenario scenario) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String file : scenario.files()) {
            Files.copy(scriptFolder().resolve(file), programs.resolve(file));
        }
        return programs;
    }

    private static void verify(Scenario scenario, DeliveredRun run) {
        List<SpecificRecord> rows = run.rows().visible();
        run.forget();
        assertThat(ScenarioOutcome.asks(rows)).as("asks").isEqualTo(ScenarioOutcome.expectedAsks(scenario, rows));
        assertThat(ScenarioOutcome.rewards(rows))
                .as("rewards")
                .isEqualTo(ScenarioOutcome.expectedRewards(scenario, rows));
        assertThat(ScenarioOutcome.of(DeadLetterRow.class, rows).map(DeadLetterRow::getReason))
                .hasSize(scenario.name().equals("paid-before-it-expired") ? 1 : 0)
                .allMatch("payout_refused"::equals);
    }

    /** Delivers so many records, and waits until the warehouse is complete up to that time but for what may be out of order. */
    private static void reach(
            DeliveredRun run, CompletableFuture<JobExecutionResult> result, long delivered, Instant time)
            throws Exception {
        Instant watermark = time.minus(OUT_OF_ORDERNESS).minusMillis(1);
        run.holdAfter(delivered);
        Instant until = Instant.now().plus(PATIENCE);
        while (run.delivered() < delivered || run.watermark().isBefore(watermark)) {
            if (result.isDone()) {
                // Why it failed.
                result.get();
            }
            assertThat(Instant.now())
                    .as("still at %s, not at %s", run.watermark(), watermark)
                    .isBefore(until);
            Thread.sleep(50);
        }
    }
}
