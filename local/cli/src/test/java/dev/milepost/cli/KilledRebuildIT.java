package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Ingest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a rebuild, of the stack that goes over to it or of the backfill that computes it: what
 * is shown is of one generation, and whole; the stack goes on, and the next rebuild ends as if nothing had been.
 */
class KilledRebuildIT {

    /** {@code local.parallelism}. */
    private static final int WRITERS = 2;

    private static final int PEOPLE = 60;
    private static final String PROGRESS = "progress";
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** Waits for something while a stack runs. */
    private interface Waiting {
        void until(BooleanSupplier condition) throws Exception;
    }

    @TempDir
    private Path folder;

    private Shell shell;
    private Path data;
    private String[] rebuild;

    @BeforeEach
    void place() {
        Path home = ChildCommand.home(folder);
        shell = new Shell(home);
        data = home.resolve("data").toAbsolutePath();
        rebuild = new String[] {
            "backfill",
            "--events",
            data.resolve("archive").toString(),
            "--warehouse",
            data.resolve("warehouse").toString()
        };
    }

    @Test
    void aStackThatIsKilledWhileItGoesOverDoesSoAtItsNextStart() throws Exception {
        ChildCommand stack = up();
        try {
            ShownRows live = tell(stack::until);
            Map<String, BooleanSupplier> points = new LinkedHashMap<>();
            points.put("the note is there", () -> Files.exists(Handover.file(data)));
            points.put("the job on the rebuild's state starts", () -> exists("checkpoints-3"));
            points.put("it has a checkpoint of its own", () -> hasCheckpoint(data.resolve("checkpoints-4")));
            for (Map.Entry<String, BooleanSupplier> point : points.entrySet()) {
                Shell other = new Shell(shell.home().root());
                CompletableFuture<Integer> rebuilding = CompletableFuture.supplyAsync(() -> other.run(rebuild));
                stack.until(() -> {
                    boolean there = point.getValue().getAsBoolean();
                    assertThat(there || !rebuilding.isDone())
                            .as(() -> "before " + point.getKey() + " the rebuild ended: " + other.err())
                            .isTrue();
                    return there;
                });
                stack.kill();
                rebuilding.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertWhole(live, "killed when " + point.getKey());

                stack = up();
                stack.until(() -> !Files.exists(Handover.file(data)));
                assertWhole(live, "started again, killed when " + point.getKey());
            }
            assertThat(shell.run(rebuild)).as(shell.err()).isZero();
            assertWhole(live, "rebuilt again");
            stack = killWhileABackfillComputes(stack, live);
            assertGoesOn(stack::until);
        } finally {
            stack.kill();
        }
    }

    /** It says what has happened; gives the stack that was started again. */
    private ChildCommand killWhileABackfillComputes(ChildCommand stack, ShownRows live) throws Exception {
        Shell other = new Shell(shell.home().root());
        CompletableFuture<Integer> rebuilding = CompletableFuture.supplyAsync(() -> other.run(rebuild));
        stack.until(this::computes);
        stack.kill();
        assertThat(rebuilding.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILURE);
        assertThat(other.err())
                .contains("The stack on " + data + " has stopped")
                .doesNotContain("should not have");
        if (!Files.exists(Handover.file(data))) {
            assertThat(other.err()).contains("Start the stack again (./milepost up)");
            assertThat(rebuilt()).isEmpty();
        }
        ChildCommand again = up();
        again.until(() -> !Files.exists(Handover.file(data)));
        assertWhole(live, "started again, killed while a backfill computed");
        return again;
    }

    /** States of rebuilds that are kept. */
    private List<Path> rebuilt() throws IOException {
        return Home.children(data).stream()
                .filter(path -> path.getFileName().toString().startsWith("rebuilt-"))
                .toList();
    }

    @Test
    void aBackfillThatIsKilledLeavesTheOldRowsOrTheNewOnes() throws Exception {
        ShownRows live;
        try (ChildCommand stack = up()) {
            // Of a rebuild at rest the stack tells it at its next start.
            live = tell(stack::until).without(PROGRESS);
        }
        Map<String, BooleanSupplier> points = new LinkedHashMap<>();
        points.put("it computes", this::computes);
        points.put("it saves its state", () -> exists("rebuilt-3"));
        points.put("the note is there", () -> Files.exists(Handover.file(data)));
        for (Map.Entry<String, BooleanSupplier> point : points.entrySet()) {
            try (ChildCommand backfill = ChildCommand.start(folder, rebuild)) {
                backfill.until(point.getValue());
            }
            assertWhole(live, "killed when " + point.getKey());
        }
        assertThat(shell.run(rebuild)).as(shell.err()).isZero();
        assertWhole(live, "rebuilt again");
        assertThat(generation()).isEqualTo("5");
        try (LiveStack stack = LiveStack.start(shell.home().root())) {
            assertGoesOn(stack::until);
            stack.until(() -> !Files.exists(Handover.file(data)));
        }
        assertThat(rebuilt()).as("of the killed ones too").isEmpty();
    }

    private ChildCommand up() throws Exception {
        ChildCommand stack = ChildCommand.start(folder, "up");
        stack.until(() ->
                RunFile.running(data).filter(run -> run.pid() == stack.pid()).isPresent());
        return stack;
    }

    /** Clicks, signups, orders, some of which are refused; gives what is then shown. */
    private ShownRows tell(Waiting stack) throws Exception {
        Instant now = Instant.now();
        StringBuilder clicks = new StringBuilder();
        StringBuilder signups = new StringBuilder();
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < PEOPLE; i++) {
            clicks.append(StreamLines.click("c" + i, "a" + i, now.minusSeconds(600 + i)));
            signups.append(StreamLines.signup("s" + i, "u" + i, "a" + i, now.minusSeconds(300 + i)));
            orders.append(StreamLines.order("p" + i, "u" + i, now.minusSeconds(100 + i), "o" + i));
            orders.append(StreamLines.order("q" + i, "u" + i, now.minusSeconds(50 + i), "o" + i));
        }
        Path purchases = Files.writeString(folder.resolve("purchases.jsonl"), orders);
        Path signup = Files.writeString(folder.resolve("signups.jsonl"), signups);
        Path click = Files.writeString(folder.resolve("clickstream.jsonl"), clicks);
        assertThat(shell.run("send", purchases.toString(), signup.toString(), click.toString()))
                .as(shell.err())
                .isZero();
        stack.until(() -> ask(shell, "SELECT count() FROM events").equals(4 * PEOPLE + "\n"));
        stack.until(() -> ask(shell, "SELECT uniqExact(user_id) FROM credits WHERE touch_id != '' AND kind = 'order'")
                .equals(PEOPLE + "\n"));
        // One row for each writer, with the first of its checkpoints that has come to a time.
        stack.until(() -> ask(shell, "SELECT count() FROM progress").equals(WRITERS + "\n"));
        // Files become visible beside the rows, not with them.
        stack.until(() -> archived() == 4 * PEOPLE);
        ShownRows live = ShownRows.of(shell);
        assertThat(live.count("dead_letters")).isEqualTo(PEOPLE);
        return live;
    }

    /** How many records of people, and not of the clock, the archive holds. */
    private long archived() {
        return Handover.ends(data.resolve("archive")).entrySet().stream()
                .filter(end -> !end.getKey().startsWith(Ingest.CLOCK))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void assertWhole(ShownRows live, String when) {
        ShownRows now = ShownRows.of(shell);
        (live.rows().containsKey(PROGRESS) ? now : now.without(PROGRESS)).assertAs(live, when);
        assertThat(generation()).as(when).doesNotContain("\n");
    }

    /** Of everything that is shown: one line where it is one. */
    private String generation() {
        return ask(
                        shell,
                        "SELECT DISTINCT intDiv(revision, 1099511627776) FROM (SELECT revision FROM events UNION ALL"
                                + " SELECT revision FROM credits UNION ALL SELECT revision FROM dead_letters)")
                .strip();
    }

    private void assertGoesOn(Waiting stack) throws Exception {
        Path more = Files.writeString(
                folder.resolve("purchases-more.jsonl"), StreamLines.order("more", "u0", Instant.now(), "more"));
        assertThat(shell.run("send", more.toString())).as(shell.err()).isZero();
        stack.until(() -> ask(shell, "SELECT count() FROM conversions WHERE order_id = 'more'")
                .equals("1\n"));
    }

    private boolean exists(String name) {
        return Files.exists(data.resolve(name));
    }

    /** Rows of the run have been committed, so that the store that is not shown has some. */
    private boolean computes() {
        Path work = shell.home().root().resolve("work");
        if (!Files.isDirectory(work)) {
            return false;
        }
        try (Stream<Path> folders = Files.list(work)) {
            return folders.filter(path -> path.getFileName().toString().contains("-backfill-"))
                    .anyMatch(path -> hasCheckpoint(path.resolve("checkpoints")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasCheckpoint(Path folder) {
        try {
            return Checkpoints.in(folder).latest().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
