package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is filed stays filed, whoever files what beside it or after it. */
class FiledRecordsTest {

    private static final int ROUNDS = 12;
    private static final int FILERS = 4;
    private static final String LETTER = "invalid:purchases.jsonl:1";

    private final Intake intake = new Intake(Settings.defaults());

    @TempDir
    private Path archive;

    /** The next export has another bad record in the same line of a file of the same name. */
    @Test
    void anotherRecordInTheSamePlaceIsAnotherFile() throws IOException {
        FiledRecords.file(List.of(order("a1", "17")), archive);
        FiledRecords.file(List.of(order("b1", "18")), archive);
        assertThat(lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"a1\""))
                .anyMatch(line -> line.contains("\"b1\""));
        // The same letter, mended otherwise.
        FiledRecords.file(List.of(order("c1", "18")), archive);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void theSameAgainIsTheSameFile() throws IOException {
        FiledRecords.file(List.of(order("a1", "17"), order("a2", "18")), archive);
        FiledRecords.file(List.of(order("a1", "17"), order("a2", "18")), archive);
        assertThat(lines()).hasSize(2);
        assertThat(Home.children(archive)).hasSize(1);
    }

    @Test
    void whatSomebodyHasChangedIsNotWrittenOver() throws IOException {
        FiledRecords.file(List.of(order("a1", "17")), archive);
        Path file = Home.children(archive).get(0);
        Files.writeString(file, "mine\n");
        assertThatThrownBy(() -> FiledRecords.file(List.of(order("a1", "17")), archive))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(file + " holds other records");
        assertThat(lines()).containsExactly("mine");
        assertThat(Home.children(archive)).containsExactly(file);
    }

    @Test
    void whoFilesAtTheSameTimeLosesNothing() throws Exception {
        // Made here: an intake is for one thread at a time.
        List<List<Mended>> orders = IntStream.range(0, FILERS)
                .mapToObj(filer -> IntStream.range(0, ROUNDS)
                        .mapToObj(round -> order("f" + filer + "-" + round, "17"))
                        .toList())
                .toList();
        CyclicBarrier start = new CyclicBarrier(FILERS);
        ExecutorService filers = Executors.newFixedThreadPool(FILERS);
        try {
            List<Callable<Void>> tasks = orders.stream()
                    .map(mine -> (Callable<Void>) () -> {
                        for (Mended one : mine) {
                            start.await(5, TimeUnit.MINUTES);
                            FiledRecords.file(List.of(one), archive);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : filers.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            filers.shutdownNow();
        }
        assertThat(lines()).hasSize(FILERS * ROUNDS).doesNotHaveDuplicates();
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : Home.children(archive)) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private Mended order(String id, String payloadHash) {
        String json = StreamLines.order(id, "u1", Instant.EPOCH, id);
        Ingested taken = intake.ofJson(
                Streams.named("purchases"), json, HashKey.of(Map.of()), Origin.ofFile("purchases.jsonl", 1));
        DeadLetter letter = new DeadLetter(
                LETTER, "invalid", "", "purchases", "purchases.jsonl:1", id, 0L, Instant.EPOCH, json, payloadHash);
        return new Mended(1, letter, taken.event(), false);
    }
}
