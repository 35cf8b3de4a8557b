package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.oracle.ExpectedEvents;
import dev.milepost.testkit.oracle.ExpectedLetters;
import dev.milepost.testkit.population.Conflicts;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a log in which many records contradict others, every table is the oracle's, {@code events} and {@code dead_letters}
 * among them, in any order of arrival within the lateness; and every record that came in is accounted for.
 */
class ConflictsOracleTest {

    private static final Duration LATENESS = Duration.ofHours(24);

    /** Reasons of records that never became events. */
    private static final List<String> OF_RECORDS = List.of("conflicting_duplicate", "future", "late");

    private final Population population =
            Population.of(Long.getLong("milepost.seed", 1), new PopulationPlan(4, 2, 100));

    @TempDir
    private Path folder;

    @Test
    void everyTableIsAFunctionOfTheSetOfRecords() throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            List<TimedRecord> log = contradicted(seed);
            verifyRun(log, seed, (int) seed);
        }
    }

    @Test
    void anIdThatIsUsedAgainAfterTheHorizonIsAnEventOfItsOwn() throws Exception {
        List<TimedRecord> log = contradicted(3);
        log.addAll(Conflicts.reused(population.records(), 0.2, 3));

        verifyRun(log, 3, 2);
    }

    private void verifyRun(List<TimedRecord> log, long seed, int parallelism) throws Exception {
        Map<String, List<SpecificRecord>> tables = run(shuffled(log, seed), parallelism);
        Answer answer = new AttributionOracle(population.programs()).answer(log);
        List<SpecificRecord> facts = new ArrayList<>();
        tables.forEach((table, rows) -> facts.addAll(isFact(table) ? rows : List.of()));
        assertSame(answer.rows(), facts, log);
        verifyAccounts(log, tables, answer, ExpectedLetters.of(log, answer));
    }

    private List<TimedRecord> contradicted(long seed) {
        List<TimedRecord> log = new ArrayList<>(population.records());
        log.addAll(Conflicts.of(population.records(), 0.15, seed));
        log.addAll(List.copyOf(log.subList(0, log.size() / 20)));
        return log;
    }

    private static boolean isFact(String table) {
        return AttributionTrial.TABLES.contains(table);
    }

    /** Every record is a row of events, a duplicate, or a dead letter. */
    private static void verifyAccounts(
            List<TimedRecord> log,
            Map<String, List<SpecificRecord>> tables,
            Answer answer,
            List<DeadLetterRow> expectedLetters) {
        List<DeadLetterRow> letters = tables.get("dead_letters").stream()
                .map(DeadLetterRow.class::cast)
                .filter(letter -> !ExpectedLetters.isOfDecisions(letter))
                .toList();
        List<SpecificRecord> expected = new ArrayList<>(ExpectedEvents.of(log));
        expected.addAll(expectedLetters);
        List<SpecificRecord> actual = new ArrayList<>(tables.get("events"));
        actual.addAll(ExpectedLetters.shown(letters));
        assertSame(expected, actual, log);

        Map<String, Long> reasons = new TreeMap<>();
        letters.forEach(letter -> reasons.merge(letter.getReason(), 1L, Long::sum));
        assertThat(reasons.get("conflicting_duplicate")).isGreaterThan(100);
        long insteadOfEvents = OF_RECORDS.stream().mapToLong(reasons::get).sum();
        assertThat(tables.get("events").size() + answer.duplicates() + insteadOfEvents)
                .as("accepted, duplicates and dead letters are all that came in")
                .isEqualTo(log.size());
    }

    private static void assertSame(
            List<? extends SpecificRecord> expected, List<SpecificRecord> actual, List<TimedRecord> log) {
        Differences differences = Differences.between(expected, actual);
        if (!differences.isEmpty()) {
            throw new AssertionError(DifferenceReport.text(differences, log, "a log full of conflicts", "this test"));
        }
    }

    /** Held back at random by up to the lateness; but of one key nothing overtakes what was received a day before. */
    private static List<TimedRecord> shuffled(List<TimedRecord> log, long seed) {
        record Delivery(TimedRecord record, long at) {}
        Random random = new Random(seed);
        List<TimedRecord> mixed = new ArrayList<>(log);
        Collections.shuffle(mixed, random);
        return mixed.stream()
                .map(record ->
                        new Delivery(record, record.eventTime().toEpochMilli() + random.nextLong(LATENESS.toMillis())))
                .sorted(Comparator.comparingLong(Delivery::at))
                .map(Delivery::record)
                .toList();
    }

    private Map<String, List<SpecificRecord>> run(List<TimedRecord> delivery, int parallelism) throws Exception {
        Path programs = folder.resolve("programs");
        ProgramFiles.write(population.programs(), programs);
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(delivery), programs, folder);
        run.start(parallelism, null, Long.MAX_VALUE).getJobExecutionResult().get();
        Map<String, List<SpecificRecord>> tables = new TreeMap<>();
        for (SpecificRecord row : run.rows().visible()) {
            tables.computeIfAbsent(TableKeys.table(row), table -> new ArrayList<>())
                    .add(row);
        }
        run.forget();
        return tables;
    }
}
