package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command in a process of its own, which can be killed as no process expects it: {@code kill -9}. */
final class ChildCommand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Path said;
    private final Process process;

    private ChildCommand(Path said, Process process) {
        this.said = said;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param folder its working folder, in which {@link #home} is
     */
    static ChildCommand start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /**
     * Starts one.
     *
     * @param folder its working folder, in which {@link #home} is
     * @param environment beside this process's
     */
    static ChildCommand start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // It lives for seconds: what a better compiler would take to pay off is more than that.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Djna.nosys=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(folder, arguments[0] + "-", ".txt");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment().putAll(environment);
        return new ChildCommand(said, process.start());
    }

    /** The home of commands whose working folder that is. */
    static Path home(Path folder) {
        return folder.resolve(".milepost");
    }

    long pid() {
        return process.pid();
    }

    /** Waits for something while the process lives. */
    void until(BooleanSupplier condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        long asked = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive()).as(this::said).isTrue();
            assertThat(Instant.now()).as(this::said).isBefore(end);
            Rest.after(asked);
            asked = System.nanoTime();
        }
    }

    /** SIGKILL: no hook runs, no buffer is written. Returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM: the command ends in its own order. */
    void end() throws Exception {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(this::said)
                .isTrue();
        assertThat(process.exitValue()).as(this::said).isZero();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
