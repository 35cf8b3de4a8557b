package dev.milepost.bench;

import dev.milepost.bench.job.Variant;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "  ./milepost bench fraud                    all that begin with fraud-",
            "  ./milepost bench jmh",
            "",
            "What each figure means, and what was found: bench/README.md."
        })
public final class Main implements Callable<Integer> {

    /** With fewer, some view is empty. */
    private static final int FEWEST_WAREHOUSE_EVENTS = 100_000;

    /** Only where it is named. */
    private static final String JMH = "jmh";

    private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("cost", new CostBenchmark(Variant.WITHOUT_FRAUD, CostBenchmark.WARM_UPS));
        BENCHMARKS.put("profile", new ProfileBenchmark());
        BENCHMARKS.put("state", new StateBenchmark());
        BENCHMARKS.put("poison", new PoisonBenchmark());
        BENCHMARKS.put("programs", new ProgramsBenchmark());
        BENCHMARKS.put("fraud-steps", new FraudStepsBenchmark());
        BENCHMARKS.put("fraud-state", new FraudState());
        BENCHMARKS.put("fraud-cost", new FraudCost());
        BENCHMARKS.put("fraud-latency", new FraudLatency());
        BENCHMARKS.put("read-outs", new ReadOutsCost());
        BENCHMARKS.put("views", new ViewsBenchmark());
        BENCHMARKS.put("latency", new LatencyBenchmark());
        BENCHMARKS.put("recovery", new RecoveryBenchmark());
        BENCHMARKS.put(JMH, new JmhBenchmark());
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

    @Option(
            names = "--warehouse-events",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Events of the warehouse that views are read of; 10000000 by default, at least 100000.")
    private int warehouseEvents;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "bench/target of another build: cost runs its pipelines too, by turns with this one's.")
    private Path against;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            split = ",",
            defaultValue = "1,10",
            description =
                    "The commit intervals at which latency is measured; 1,10 by default: a laptop's and a cluster's.")
    private List<Integer> intervals = List.of();

    @Option(
            names = "--flink",
            paramLabel = "KEY=VALUE",
            description = "A setting of Flink's that the jobs are given beside their own; may be repeated.")
    private Map<String, String> flink = Map.of();

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("milepost.log.file", ".milepost/bench/log/bench.log");
        System.setProperty("log4j2.configurationFile", "classpath:dev/milepost/cli/log4j2.xml");
        // Interrupted too, it leaves no process behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        int code = new CommandLine(new Main()).execute(arguments);
        // Kafka leaves threads behind that would keep the process.
        System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        for (String name : names) {
            if (BENCHMARKS.keySet().stream().noneMatch(each -> isOf(each, name))) {
                err.println("milepost bench: There is no measurement '" + name + "'; there are "
                        + String.join(", ", BENCHMARKS.keySet()) + ".");
                return CommandLine.ExitCode.USAGE;
            }
        }
        if (events < 1
                || rounds < 1
                || users < 10
                || warehouseEvents < FEWEST_WAREHOUSE_EVENTS
                || intervals.stream().anyMatch(seconds -> seconds < 1)) {
            err.println("milepost bench: --events, --rounds and --interval must be at least 1, --users at least 10,"
                    + " --warehouse-events at least 100000.");
            return CommandLine.ExitCode.USAGE;
        }
        Path folder = Path.of(".milepost", "bench").toAbsolutePath();
        Folders.delete(folder.resolve("work"));
        Path work = Files.createDirectories(folder.resolve("work"));
        Report report = new Report();
        Bench.Scale scale = new Bench.Scale(
                events,
                rounds,
                users,
                intervals.stream().map(Duration::ofSeconds).toList(),
                warehouseEvents);
        try (Bench bench = new Bench(work, scale, otherBuild(), flink, err::println)) {
            for (Map.Entry<String, Benchmark> entry : BENCHMARKS.entrySet()) {
                if (names.isEmpty() ? !entry.getKey().equals(JMH) : isNamed(entry.getKey())) {
                    err.println("Measuring " + entry.getKey() + " …");
                    entry.getValue().run(bench, report);
                }
            }
        } finally {
            report.print(out);
            report.write(folder.resolve("bench.json"));
        }
        Folders.delete(work.resolve("kafka"));
        Folders.delete(work.resolve("warehouse"));
        return CommandLine.ExitCode.OK;
    }

    private boolean isNamed(String measurement) {
        return names.stream().anyMatch(name -> isOf(measurement, name));
    }

    /** A name is that of a measurement, or the first word of those of several. */
    private static boolean isOf(String measurement, String name) {
        return measurement.equals(name) || measurement.startsWith(name + "-");
    }

    private String otherBuild() {
        return against == null
                ? null
                : against.resolve("milepost-bench.jar") + File.pathSeparator + against.resolve("lib") + "/*";
    }
}
