package dev.milepost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.bench.job.JobProcess;
import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.Took;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A process that runs one variant of the job, one run after the other. */
final class Worker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAP_MEGABYTES = 3072;

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;
    private final Path log;

    private Worker(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Worker start(Bench bench, Setup setup) throws IOException {
        String name = setup.variant().name().toLowerCase(Locale.ROOT);
        Path log = Files.createDirectories(bench.folder().resolve("log")).resolve(name + ".log");
        List<String> command = new ArrayList<>(java(HEAP_MEGABYTES));
        command.add("-Dmilepost.log.file=" + log);
        command.addAll(List.of(JobProcess.class.getName(), JSON.writeValueAsString(setup)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        bench.folder().resolve("log").resolve(name + ".err").toFile()))
                .start();
        return new Worker(process, log);
    }

    /** A Java process on this one's class path, as {@code milepost up} starts it. */
    static List<String> java(int heapMegabytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-Duser.timezone=UTC",
                "-Djna.nosys=true",
                "-Dlog4j2.configurationFile=classpath:dev/milepost/cli/log4j2.xml",
                "-cp",
                System.getProperty("java.class.path"));
    }

    /** Carries out one run. */
    Took run(Order order) throws IOException {
        in.println(JSON.writeValueAsString(order));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(JobProcess.ANSWER)) {
                return JSON.readValue(line.substring(JobProcess.ANSWER.length()), Took.class);
            }
        }
        throw new IllegalStateException(
                "The job's process ended without an answer: see " + log + " and the .err file beside it");
    }

    @Override
    public void close() {
        in.close();
        process.destroy();
    }
}
