package dev.milepost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.StateProcess;
import dev.milepost.bench.job.Took;
import dev.milepost.bench.job.Variant;
import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.simulator.SimulatedEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event costs, and a user's state takes, by how many programs are live: the same events, by turns, in one process. All
 * referrals are of the first two programs, so that what there is to reward does not grow with the programs that look on.
 */
final class ProgramsBenchmark implements Benchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Integer> LIVE = List.of(1, 10, Fleet.SIZE);
    private static final List<Integer> IN_STATE = List.of(0, 1, Fleet.SIZE);
    private static final int HEAP_MEGABYTES = 3072;

    /** Of users who do more than those of {@code state}, a tenth as many. */
    private static final int FEWER = 10;

    /** The rest came twice. */
    private static final double LEAST_SHOWN = 0.95;

    /** What one run took, and what it left. */
    private record Run(double cpuSeconds, double collectorSeconds, double eventsPerSecond, long decided) {}

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Map<Integer, Path> folders = new LinkedHashMap<>();
        for (int live : LIVE) {
            folders.put(live, Fleet.write(live, bench.folder().resolve("programs-" + live)));
        }
        cost(bench, folders, report);
        naming(bench, folders.get(Fleet.SIZE), report);
        state(bench, folders, report);
    }

    private static void cost(Bench bench, Map<Integer, Path> folders, Report report) throws Exception {
        long records = bench.records();
        Map<Integer, List<Run>> runs = new LinkedHashMap<>();
        LIVE.forEach(live -> runs.put(live, new ArrayList<>()));
        try (ClickHouseClient client = bench.servers().client();
                Worker worker = Worker.start(bench, bench.setup(Variant.PIPELINE_HEAP))) {
            Warehouse warehouse = new Warehouse(client);
            for (int round = 1 - CostBenchmark.WARM_UPS; round <= bench.scale().rounds(); round++) {
                for (int live : LIVE) {
                    Took took = worker.run(Order.of(records, Bench.CHECKPOINT_RECORDS, warehouse.next())
                            .with(folders.get(live).toString()));
                    Run run = new Run(
                            took.cpuSeconds() * 1e6 / records,
                            took.collectorSeconds() * 1e6 / records,
                            records / took.wallSeconds(),
                            decided(client, live, records));
                    bench.tell(String.format(
                            "  round %d%s: %d live: %.2f CPU-s for a million events",
                            round, round < 1 ? " (to warm up)" : "", live, run.cpuSeconds()));
                    if (round > 0) {
                        runs.get(live).add(run);
                    }
                }
            }
            worker.run(Order.of(records, Bench.CHECKPOINT_RECORDS, warehouse.next())
                    .with(folders.get(Fleet.SIZE).toString())
                    .profiledTo(bench.folder().resolve("programs.collapsed").toString()));
        }
        Report.Table table = report.table(
                "programs",
                String.format(
                        "CPU-seconds per million events, median of %d rounds (least – greatest), over %,d events, state on the"
                                + " heap; of the job's process without its compilers, garbage collection included.",
                        bench.scale().rounds(), records),
                "programs live",
                "its process",
                "it ÷ that of one",
                "of it GC",
                "events/s by the clock",
                "rows of milestones, asks, ledger");
        List<Run> one = runs.get(LIVE.get(0));
        runs.forEach((live, of) -> {
            // Of the same round each: what the machine does beside it weighs on both alike.
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                ratios.add(of.get(i).cpuSeconds() / one.get(i).cpuSeconds());
            }
            table.row(
                    live,
                    CostBenchmark.spread(
                            "%.2f", new Samples(of.stream().map(Run::cpuSeconds).toList())),
                    CostBenchmark.spread("%.2f", new Samples(ratios)),
                    String.format(
                            "%.2f",
                            new Samples(of.stream().map(Run::collectorSeconds).toList()).median()),
                    String.format(
                            "%,.0f",
                            new Samples(of.stream().map(Run::eventsPerSecond).toList()).median()),
                    String.format("%,d", of.get(0).decided()));
        });
    }

    /** A run that has not shown every event, or in which nobody is rewarded, measures nothing. Credits are the programs' own. */
    private static long decided(ClickHouseClient client, int live, long records) throws ClickHouseFailure {
        Map<String, String> row = client.query(
                        "SELECT (SELECT count() FROM milepost.events) AS events,"
                                + " (SELECT count() FROM milepost.milestones) AS milestones,"
                                + " (SELECT count() FROM milepost.asks) AS asks, (SELECT count() FROM milepost.ledger) AS ledger")
                .get(0);
        long events = Long.parseLong(row.get("events"));
        long entries = Long.parseLong(row.get("ledger"));
        if (events < records * LEAST_SHOWN || entries == 0) {
            throw new IllegalStateException("A run with " + live + " programs has left " + events + " events of "
                    + records + ", and " + entries + " entries in the ledger");
        }
        return Long.parseLong(row.get("milestones")) + Long.parseLong(row.get("asks")) + entries;
    }

    /** How many of the programs name what people do. */
    private static void naming(Bench bench, Path folder, Report report) {
        RuleBook book = new MilestoneRules(ProgramFiles.read(folder)).book();
        Map<String, Long> names = new TreeMap<>();
        Topics.events(bench.scale().events()).forEachRemaining(event -> names.merge(name(event), 1L, Long::sum));
        long all = names.values().stream().mapToLong(Long::longValue).sum();
        Report.Table table = report.table(
                "programs: who names what",
                String.format("Of %,d events, by name: how many of the %d programs name it.", all, Fleet.SIZE),
                "event",
                "share of the events",
                "programs that name it");
        double named = 0;
        for (Map.Entry<String, Long> name : names.entrySet()) {
            long programs = book.naming(name.getKey()).stream()
                    .map(rule -> rule.id().program())
                    .distinct()
                    .count();
            named += (double) programs * name.getValue() / all;
            table.row(name.getKey(), String.format("%.2f %%", 100.0 * name.getValue() / all), programs);
        }
        table.row("all", "100 %", String.format("%.2f on average", named));
    }

    /** The name by which programs know an event. */
    private static String name(SimulatedEvent event) {
        if (event.payload() instanceof Click click) {
            return click.getName();
        }
        if (event.payload() instanceof Purchase purchase) {
            return purchase.getKind().name().toLowerCase(Locale.ROOT);
        }
        return event.payload() instanceof Signup ? Names.SIGNUP : event.stream();
    }

    private static void state(Bench bench, Map<Integer, Path> folders, Report report) throws Exception {
        int users = Math.max(10, bench.scale().users() / FEWER);
        Report.Table table = report.table(
                "programs: state",
                String.format(
                        "Bytes of a savepoint, state on the heap, for each of %,d users: two touches, a signup (nine of ten by a"
                                + " friend's code), two product events and an order in ten days, and three days later.",
                        users),
                "programs live",
                "bytes per user",
                "more than without");
        double without = 0;
        for (int live : IN_STATE) {
            double bytes = (double) measure(bench, live, users, folders.get(live)) / users;
            without = live == 0 ? bytes : without;
            bench.tell(String.format("  %d live, %,d users: %.0f bytes each", live, users, bytes));
            table.row(live, String.format("%.0f", bytes), String.format("%.0f", bytes - without));
        }
    }

    private static long measure(Bench bench, int live, int users, Path programs) throws Exception {
        String name = "programs-state-" + live;
        Path folder = bench.folder().resolve(name);
        Setup setup = bench.setup(Variant.PIPELINE_HEAP, folder).with(programs == null ? null : programs.toString());
        try (Child child = Child.start(
                bench.folder(),
                name,
                HEAP_MEGABYTES,
                System.getProperty("java.class.path"),
                StateProcess.class,
                List.of(JSON.writeValueAsString(setup), Integer.toString(users), "BUSY"))) {
            return Long.parseLong(child.answer());
        } finally {
            Folders.delete(folder);
        }
    }
}
