package dev.milepost.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code StateProcess SETUP USERS KIND}: runs the pipeline's stages over so many users' {@link Lives} until all that is older than the lateness is
 * folded for good, and prints {@code = BYTES}, the size of a savepoint.
 */
public final class StateProcess {

    private static final long SETTLE_MILLIS = 5_000;

    private StateProcess() {}

    public static void main(String[] arguments) throws Exception {
        Setup setup = new ObjectMapper().readValue(arguments[0], Setup.class);
        Lives lives = new Lives(Integer.parseInt(arguments[1]), Lives.Kind.valueOf(arguments[2]));
        Path folder = Path.of(setup.folder());
        Graphs graphs = new Graphs(setup, folder, "state", 1);
        long bytes;
        try (JobRun run = JobRun.start(setup, folder, graphs.run(), env -> lives.assemble(env, graphs.run()), null)) {
            lives.awaitTold(run);
            // Watermarks go out every 200 ms, and timers fire with them.
            Thread.sleep(SETTLE_MILLIS);
            bytes = run.savepoint();
        }
        System.out.write((JobProcess.ANSWER + bytes + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.exit(0);
    }
}
