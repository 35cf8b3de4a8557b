package dev.milepost.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One process that can be killed and started again, with the same command and on the same folder. */
final class Machine implements AutoCloseable {

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final int mostMegabytes;
    private Process process;
    private int starts;
    private int kills;
    private int endedByItself;
    private boolean wanted;
    private long peakKilobytes;

    Machine(String name, List<String> command, Map<String, String> environment, Path log) {
        this(name, command, environment, log, 0);
    }

    /**
     * One whose memory has a bound.
     *
     * @param mostMegabytes the greatest resident size that it may come to; 0: nobody says
     */
    Machine(String name, List<String> command, Map<String, String> environment, Path log, int mostMegabytes) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.mostMegabytes = mostMegabytes;
    }

    synchronized Machine start() {
        wanted = true;
        if (isAlive()) {
            return this;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            process.getOutputStream().close();
            starts++;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("The process " + name + " does not start", e);
        }
    }

    /** SIGKILL: no hook runs, no buffer is written. Returns when the process is gone. */
    synchronized void kill() throws InterruptedException {
        sample();
        wanted = false;
        kills++;
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP: connections stay open, nothing answers. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new ChaosFailure("kill " + signal + " of " + name + " ended with code " + code);
        }
    }

    /** Starts it again where it ended by itself, and notes how much memory it has: a process that is gone tells nobody. */
    synchronized void tend() {
        if (wanted && process != null && !process.isAlive()) {
            endedByItself++;
            start();
        }
        sample();
    }

    private void sample() {
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakKilobytes = Math.max(peakKilobytes, Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
        } catch (IOException e) {
            // It has just ended, or this is no Linux: then the peak is not known.
        }
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    synchronized int starts() {
        return starts;
    }

    synchronized int kills() {
        return kills;
    }

    /** How often it ended though nobody killed it. */
    synchronized int endedByItself() {
        return endedByItself;
    }

    /** The greatest resident size of any of its lives, in MB; 0 where it is not known. */
    synchronized long peakMegabytes() {
        return peakKilobytes >> 10;
    }

    /** The greatest resident size that it may come to, in MB; 0 where nobody says. */
    int mostMegabytes() {
        return mostMegabytes;
    }

    /** The CPU time of its present life; zero where it is not known. */
    synchronized Duration cpu() {
        return process == null
                ? Duration.ZERO
                : process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Waits for a process that ends by itself; gives its exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it for good. */
    @Override
    public synchronized void close() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
