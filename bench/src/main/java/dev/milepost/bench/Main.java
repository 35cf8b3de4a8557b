package dev.milepost.bench;

import dev.milepost.cli.chaos.Servers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code milepost bench}. */
@Command(
        name = "milepost bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measure what the pipeline costs, and print it as tables (and as JSON in .milepost/bench).",
        footer = {
            "",
            "Examples:",
            "  ./milepost bench                          everything but jmh, about an hour on two cores",
            "  ./milepost bench cost --events 2000000 --rounds 5",
            "  ./milepost bench jmh",
            "",
            "What each figure means, and what was found: bench/README.md."
        })
public final class Main implements Callable<Integer> {

    private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("cost", new CostBenchmark());
    }

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to measure; everything but jmh by default.")
    private List<String> names = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events in a run; 1000000 by default.")
    private int events;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "How often each is measured, after a round that warms up; 3 by default.")
    private int rounds;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Users of the greater state that is measured; 1000000 by default. The lesser has a tenth.")
    private int users;

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("milepost.log.file", ".milepost/bench/log/bench.log");
        System.setProperty("log4j2.configurationFile", "classpath:dev/milepost/cli/log4j2.xml");
        int code = new CommandLine(new Main()).execute(arguments);
        // Kafka leaves threads behind that would keep the process.
        System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        for (String name : names) {
            if (!BENCHMARKS.containsKey(name)) {
                err.println("milepost bench: There is no measurement '" + name + "'; there are "
                        + String.join(", ", BENCHMARKS.keySet()) + ".");
                return CommandLine.ExitCode.USAGE;
            }
        }
        if (events < 1 || rounds < 1 || users < 10) {
            err.println("milepost bench: --events and --rounds must be at least 1, --users at least 10.");
            return CommandLine.ExitCode.USAGE;
        }
        Path folder = Path.of(".milepost", "bench").toAbsolutePath();
        delete(folder.resolve("work"));
        Path work = Files.createDirectories(folder.resolve("work"));
        Report report = new Report();
        try (Servers servers = Servers.start(work)) {
            Bench bench = new Bench(work, servers, new Bench.Scale(events, rounds, users), err::println);
            for (Map.Entry<String, Benchmark> entry : BENCHMARKS.entrySet()) {
                if (names.isEmpty() || names.contains(entry.getKey())) {
                    err.println("Measuring " + entry.getKey() + " …");
                    entry.getValue().run(bench, report);
                }
            }
        } finally {
            report.print(out);
            report.write(folder.resolve("bench.json"));
        }
        delete(work);
        return CommandLine.ExitCode.OK;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
