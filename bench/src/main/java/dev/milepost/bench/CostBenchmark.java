package dev.milepost.bench;

import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.Took;
import dev.milepost.bench.job.Variant;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** CPU-seconds per million events of each variant of the job, by turns, and as a ratio to decode-and-discard. */
final class CostBenchmark implements Benchmark {

    /** After so many rounds the compilers have little left to do. */
    static final int WARM_UPS = 2;

    private static final double MILLION = 1e6;

    private final List<Variant> variants;
    private final int warmUps;

    CostBenchmark(List<Variant> variants, int warmUps) {
        this.variants = List.copyOf(variants);
        this.warmUps = warmUps;
    }

    /** What one run took, in CPU-seconds for a million events. */
    record Cost(
            double job, double compiler, double collector, double clickHouse, double broker, double eventsPerSecond) {}

    /** What is run by turns: a variant, of this build or of another. */
    record Turn(String title, Variant variant, boolean other) {}

    @Override
    public void run(Bench bench, Report report) throws Exception {
        tell(bench, "cost", measure(bench, Order.of(bench.records(), Bench.CHECKPOINT_RECORDS, 0)), report);
    }

    /**
     * Runs all by turns; gives what each took, round by round.
     *
     * @param order what each of them reads, and how
     */
    Map<Turn, List<Cost>> measure(Bench bench, Order order) throws Exception {
        List<Turn> turns = turns(bench);
        Map<Turn, Worker> workers = new LinkedHashMap<>();
        Map<Turn, List<Cost>> costs = new LinkedHashMap<>();
        try (ClickHouseClient client = bench.servers().client()) {
            Warehouse warehouse = new Warehouse(client);
            for (Turn turn : turns) {
                workers.put(turn, worker(bench, turn));
                costs.put(turn, new ArrayList<>());
            }
            for (int round = 1 - warmUps; round <= bench.scale().rounds(); round++) {
                for (Turn turn : turns) {
                    Cost cost = run(bench, workers.get(turn), turn, order.of(warehouse.next()), warehouse);
                    bench.tell(String.format(
                            "  round %d%s: %s: %.2f CPU-s for a million events",
                            round, round < 1 ? " (to warm up)" : "", turn.title(), cost.job()));
                    if (round > 0) {
                        costs.get(turn).add(cost);
                    }
                }
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
        return costs;
    }

    private List<Turn> turns(Bench bench) {
        List<Turn> turns = new ArrayList<>();
        for (Variant variant : variants) {
            turns.add(new Turn(variant.title(), variant, false));
            if (bench.otherBuild() != null && (variant == Variant.PIPELINE_HEAP || variant == Variant.FRAUD_HEAP)) {
                turns.add(new Turn(variant.title() + ", other build", variant, true));
            }
        }
        return turns;
    }

    private static Worker worker(Bench bench, Turn turn) throws Exception {
        Setup setup = bench.setup(turn.variant());
        return turn.other() ? Worker.start(bench, setup, "-other", bench.otherBuild()) : Worker.start(bench, setup);
    }

    private static Cost run(Bench bench, Worker worker, Turn turn, Order order, Warehouse warehouse) throws Exception {
        double clickHouse = seconds(bench.servers().clickHouseCpu());
        double broker = seconds(bench.servers().brokerCpu());
        Took took = worker.run(order);
        double million = order.records() / MILLION;
        Cost cost = new Cost(
                took.cpuSeconds() / million,
                took.compilerSeconds() / million,
                took.collectorSeconds() / million,
                (seconds(bench.servers().clickHouseCpu()) - clickHouse) / million,
                (seconds(bench.servers().brokerCpu()) - broker) / million,
                order.records() / took.wallSeconds());
        if (turn.variant().writes()) {
            warehouse.check(turn.title());
        }
        if (turn.variant().judges()) {
            warehouse.checkVerdicts(turn.title());
        }
        return cost;
    }

    /** Tells it all, under a name, beside the ceiling, which is the first. */
    static void tell(Bench bench, String name, Map<Turn, List<Cost>> costs, Report report) throws Exception {
        Report.Table table = report.table(
                name,
                String.format(
                        "CPU-seconds per million events, median of %d rounds (least – greatest), over %,d events; of the job's"
                                + " process without its compilers, garbage collection included.",
                        bench.scale().rounds(), bench.records()),
                "job",
                "its process",
                "ceiling ÷ it",
                "of it GC",
                "compilers beside it",
                "ClickHouse's process",
                "broker's",
                "events/s by the clock");
        Samples ceiling = samples(costs.values().iterator().next(), Cost::job);
        costs.forEach((turn, of) -> {
            Samples job = samples(of, Cost::job);
            // Of the same round each: what the machine does beside it weighs on both alike.
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                ratios.add(ceiling.values().get(i) / job.values().get(i));
            }
            table.row(
                    turn.title(),
                    spread("%.2f", job),
                    spread("%.3f", new Samples(ratios)),
                    String.format("%.2f", samples(of, Cost::collector).median()),
                    String.format("%.2f", samples(of, Cost::compiler).median()),
                    turn.variant().writes()
                            ? String.format(
                                    "%.2f", samples(of, Cost::clickHouse).median())
                            : "",
                    String.format("%.2f", samples(of, Cost::broker).median()),
                    String.format("%,.0f", samples(of, Cost::eventsPerSecond).median()));
        });
    }

    static String spread(String format, Samples samples) {
        return String.format(
                format + " (" + format + " – " + format + ")", samples.median(), samples.least(), samples.greatest());
    }

    static Samples samples(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return new Samples(costs.stream().map(figure::applyAsDouble).toList());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
