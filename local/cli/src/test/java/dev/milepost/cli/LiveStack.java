package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A stack that {@code up} runs in this process, and a person beside it who asks, rebuilds and ends it. */
final class LiveStack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Shell up;
    private final Shell other;
    private final CompletableFuture<Integer> running;

    private LiveStack(Path home, String... options) {
        up = new Shell(home);
        other = new Shell(home);
        running = CompletableFuture.supplyAsync(
                () -> up.run(Stream.concat(Stream.of("up"), Stream.of(options)).toArray(String[]::new)));
    }

    /** Starts one on a home's data folder, and returns once it can be reached. */
    static LiveStack start(Path home, String... options) throws Exception {
        LiveStack stack = new LiveStack(home, options);
        stack.until(() -> RunFile.running(stack.up.home().data()).isPresent());
        return stack;
    }

    String kafka() {
        return RunFile.running(up.home().data()).orElseThrow().kafka();
    }

    /** The person beside it. */
    Shell other() {
        return other;
    }

    /** What the stack has said. */
    String said() {
        return up.out() + up.err();
    }

    void until(BooleanSupplier condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        long asked = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(running).as(() -> "the stack runs: " + said()).isNotDone();
            assertThat(Instant.now()).as(this::said).isBefore(end);
            Rest.after(asked);
            asked = System.nanoTime();
        }
    }

    /** Ends it as Ctrl-C does. */
    @Override
    public void close() throws Exception {
        up.stop();
        assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(this::said)
                .isZero();
    }

    /** The answer to a query, as tab-separated lines. */
    static String ask(Shell shell, String sql) {
        assertThat(shell.run("sql", sql, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out();
    }
}
