package dev.milepost.bench;

import dev.milepost.bench.job.JobProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process that is measured. It answers in lines that begin with {@link JobProcess#ANSWER}. */
final class Child implements AutoCloseable {

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one, as {@code milepost up} starts it; its compilers stay, so that what they took can be told at the end.
     *
     * @param name of its logs, in {@code folder/log}
     */
    static Child start(
            Path folder, String name, int heapMegabytes, String classPath, Class<?> main, List<String> arguments)
            throws IOException {
        Path logs = Files.createDirectories(folder.resolve("log"));
        Path log = logs.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heapMegabytes / 2 + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "-Duser.timezone=UTC",
                "-Djna.nosys=true",
                "-Dlog4j2.configurationFile=classpath:dev/milepost/cli/log4j2.xml",
                "-Dmilepost.log.file=" + log,
                "-cp",
                classPath,
                main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        logs.resolve(name + ".err").toFile()))
                .start();
        return new Child(process, log);
    }

    void tell(String line) {
        in.println(line);
    }

    /** Waits for its next answer. */
    String answer() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(JobProcess.ANSWER)) {
                return line.substring(JobProcess.ANSWER.length());
            }
        }
        throw new IllegalStateException(
                "A process that is measured ended without an answer: see " + log + " and the .err file beside it");
    }

    /** SIGKILL: no hook runs, no buffer is written. Returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it; it is gone when this returns. */
    @Override
    public void close() {
        in.close();
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
