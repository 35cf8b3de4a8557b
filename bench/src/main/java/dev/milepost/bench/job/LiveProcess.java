package dev.milepost.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code LiveProcess SETUP GENERATION [CHECKPOINT]}: runs the whole pipeline until it is killed, or its input ends. It
 * answers {@code = running} once the job is submitted, and then each line of its input: {@link #READ} with the number of
 * records that its source has read, {@link #CHECKPOINTS} with all completed {@link Checkpoint}s.
 */
public final class LiveProcess {

    public static final String READ = "read";
    public static final String CHECKPOINTS = "checkpoints";

    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveProcess() {}

    public static void main(String[] arguments) throws Exception {
        Setup setup = JSON.readValue(arguments[0], Setup.class);
        Path folder = Path.of(setup.folder());
        Graphs graphs = new Graphs(setup, folder, "live", Long.parseLong(arguments[1]));
        Path restore = arguments.length > 2 ? Path.of(arguments[2]) : null;
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JobRun run = JobRun.start(setup, folder, graphs.run(), graphs::assemble, restore)) {
            out.println(JobProcess.ANSWER + "running");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Object answer = switch (line) {
                    case READ -> SourceProgress.recordsRead();
                    case CHECKPOINTS -> run.checkpoints();
                    default -> throw new IllegalArgumentException("There is no answer to " + line);
                };
                out.println(JobProcess.ANSWER + JSON.writeValueAsString(answer));
            }
        }
        // Flink and Kafka leave threads behind that would keep the process.
        System.exit(0);
    }
}
