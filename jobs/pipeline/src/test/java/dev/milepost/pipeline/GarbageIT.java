package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.garbage.Garbage;
import dev.milepost.testkit.garbage.JsonGarbage;
import dev.milepost.testkit.harness.Pack;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.oracle.DeadLetter;
import dev.milepost.testkit.oracle.ExpectedLetters;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand lines of garbage among the lines of a population: each a dead letter, and not one good row another. */
class GarbageIT {

    private static final int GARBAGE = 10_000;
    private static final int CONTRADICTIONS = 200;
    private static final long SEED = 1;

    private static TestWarehouse warehouse;

    @TempDir
    private Path folder;

    /** Reason and origin of the dead letters that the garbage must be. */
    private final Set<String> expected = new HashSet<>();

    private final Map<String, Long> expectedByReason = new TreeMap<>();

    @BeforeAll
    static void open() {
        warehouse = new TestWarehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void everyBadLineIsADeadLetterAndEveryGoodRowIsAsItWouldBe() throws Exception {
        Pack pack = Pack.of(new AttributionTrial(), List.of(SEED));
        Path events = folder.resolve("events");
        BoundedRun.write(pack.records(), events);
        mixIn(events.resolve("purchases.jsonl"), pack.records());
        for (DeadLetter own :
                new AttributionOracle(Programs.all()).answer(pack.records()).deadLetters()) {
            expectedByReason.merge(own.reason(), 1L, Long::sum);
        }
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.all(), folder.resolve("programs"));

        new BoundedRun(events, folder.resolve("run"), ProgramFiles.read(folder.resolve("programs")), warehouse)
                .finish(2);

        assertThat(expected).hasSize(GARBAGE);
        assertThat(column("concat(reason, ':', origin, ':', toString(origin_position))", "detail != ''"))
                .containsAll(expected);
        assertThat(countsByReason()).isEqualTo(expectedByReason);
        List<SpecificRecord> rows = new ArrayList<>();
        for (String table : new AttributionTrial().tables()) {
            rows.addAll(warehouse.rows(table));
        }
        rows.removeIf(row -> row instanceof DeadLetterRow letter
                && (ExpectedLetters.isOfDecisions(letter)
                        || expected.contains(
                                letter.getReason() + ":" + letter.getOrigin() + ":" + letter.getOriginPosition())));
        pack.assertSame(
                rows,
                "among garbage, through the whole pipeline",
                "mvn verify -pl jobs/pipeline -am -Dtest=none -Dit.test=GarbageIT");
    }

    /** Puts the garbage between the lines of a file, at random, and notes where each went. */
    private void mixIn(Path file, List<TimedRecord> records) throws IOException {
        List<Object> lines = new ArrayList<>(Files.readAllLines(file));
        JsonGarbage garbage = new JsonGarbage(SEED, Programs.MIDDLE);
        lines.addAll(contradictions(garbage, lines, records));
        for (int more = GARBAGE - CONTRADICTIONS; more > 0; more--) {
            lines.add(garbage.next());
        }
        Collections.shuffle(lines, new Random(SEED));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof Garbage bad) {
                bytes.write(bad.value());
                expected.add(bad.flaw().reason() + ":" + file.getFileName() + ":" + (i + 1));
                expectedByReason.merge(bad.flaw().reason(), 1L, Long::sum);
            } else {
                bytes.write(lines.get(i).toString().getBytes(StandardCharsets.UTF_8));
            }
            bytes.write('\n');
        }
        Files.write(file, bytes.toByteArray());
    }

    /** Of purchases that are in the log once, and well in time: so the contradiction is in time too. */
    private static List<Garbage> contradictions(JsonGarbage garbage, List<Object> lines, List<TimedRecord> records) {
        Map<String, Long> times =
                records.stream().collect(Collectors.groupingBy(TimedRecord::eventId, Collectors.counting()));
        List<TimedRecord> purchases = records.stream()
                .filter(record -> record.stream().equals(Streams.PURCHASES))
                .toList();
        List<Garbage> contradictions = new ArrayList<>();
        for (int i = 0; i < purchases.size() && contradictions.size() < CONTRADICTIONS; i++) {
            TimedRecord good = purchases.get(i);
            Duration delay = Duration.between(good.eventTime(), good.receivedAt());
            if (times.get(good.eventId()) == 1 && !delay.isNegative() && delay.toHours() < 1) {
                contradictions.add(garbage.contradicting(
                        Streams.of(good.record()), lines.get(i).toString()));
            }
        }
        return contradictions;
    }

    private static List<String> column(String column, String where) throws ClickHouseFailure {
        return warehouse
                .client()
                .query("SELECT " + column + " AS value FROM milepost.dead_letters WHERE " + where)
                .stream()
                .map(row -> row.get("value"))
                .toList();
    }

    private static Map<String, Long> countsByReason() throws ClickHouseFailure {
        return column("reason", "reason NOT IN ('payout_refused', 'review_unresolved', 'referral_unknown')").stream()
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
    }
}
