package dev.milepost.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code LiveProcess SETUP GENERATION [CHECKPOINT]}: runs the whole pipeline until it is killed. */
public final class LiveProcess {

    private LiveProcess() {}

    public static void main(String[] arguments) throws Exception {
        Setup setup = new ObjectMapper().readValue(arguments[0], Setup.class);
        Path folder = Path.of(setup.folder());
        Graphs graphs = new Graphs(setup, folder, "live", Long.parseLong(arguments[1]));
        Path restore = arguments.length > 2 ? Path.of(arguments[2]) : null;
        try (JobRun run = JobRun.start(setup, folder, graphs.run(), graphs::assemble, restore)) {
            System.out.write((JobProcess.ANSWER + "running\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }
}
