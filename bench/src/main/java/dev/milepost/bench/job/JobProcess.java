package dev.milepost.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code JobProcess SETUP}: reads {@link Order}s from standard input, one JSON object a line, and answers each with a line
 * {@code = TOOK}. It ends with its input. The virtual machine stays, so that later runs find their code compiled.
 */
public final class JobProcess {

    /** What a line with an answer begins with; others are chatter of libraries. */
    public static final String ANSWER = "= ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JobProcess() {}

    public static void main(String[] arguments) throws Exception {
        Setup setup = JSON.readValue(arguments[0], Setup.class);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Order order = JSON.readValue(line, Order.class);
            Setup ordered = order.kafka() == null ? setup : setup.from(order.kafka());
            Took took = run(ordered.with(order.programs()), order, ++number);
            out.println(ANSWER + JSON.writeValueAsString(took));
        }
        // Flink and Kafka leave threads behind that would keep the process.
        System.exit(0);
    }

    private static Took run(Setup setup, Order order, int number) throws Exception {
        Path folder = Path.of(setup.folder()).resolve(setup.variant().name() + "-" + number);
        // A group of its own: a run begins with the first record.
        String group = "bench-" + ProcessHandle.current().pid() + "-" + number;
        Graphs graphs = new Graphs(setup, folder, group, order.generation());
        Profiler profiler = Profiler.start(order.profile());
        Took took;
        try (JobRun run = JobRun.start(setup, folder, graphs.run(), graphs::assemble, null)) {
            run.awaitRead(order.records(), order.checkpointEvery());
            Thread.sleep(order.settleMillis());
            took = run.stop();
        } finally {
            profiler.close();
        }
        delete(folder);
        // What this run leaves behind is not the next one's to collect.
        System.gc();
        return took;
    }

    private static void delete(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        paths.forEach(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
