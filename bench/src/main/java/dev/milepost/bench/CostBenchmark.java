package dev.milepost.bench;

import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Took;
import dev.milepost.bench.job.Variant;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** CPU-seconds per million events of each variant of the job, by turns, and as a ratio to decode-and-discard. */
final class CostBenchmark implements Benchmark {

    private static final double MILLION = 1e6;

    /** What one run took, in CPU-seconds for a million events. */
    private record Cost(double job, double clickHouse, double broker, double eventsPerSecond) {}

    @Override
    public void run(Bench bench, Report report) throws Exception {
        long records = bench.records();
        Map<Variant, Worker> workers = new EnumMap<>(Variant.class);
        Map<Variant, List<Cost>> costs = new EnumMap<>(Variant.class);
        try (ClickHouseClient client = bench.servers().client()) {
            Warehouse warehouse = new Warehouse(client);
            for (Variant variant : Variant.values()) {
                workers.put(variant, Worker.start(bench, bench.setup(variant)));
                costs.put(variant, new ArrayList<>());
            }
            for (int round = 0; round <= bench.scale().rounds(); round++) {
                for (Variant variant : Variant.values()) {
                    Cost cost = run(bench, workers.get(variant), variant, records, warehouse);
                    bench.tell(String.format(
                            "  round %d%s: %s: %.1f CPU-s for a million events",
                            round, round == 0 ? " (to warm up)" : "", variant.title(), cost.job()));
                    if (round > 0) {
                        costs.get(variant).add(cost);
                    }
                }
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
        tell(bench, costs, records, report);
    }

    private static Cost run(Bench bench, Worker worker, Variant variant, long records, Warehouse warehouse)
            throws Exception {
        long generation = warehouse.next();
        double clickHouse = seconds(bench.servers().clickHouseCpu());
        double broker = seconds(bench.servers().brokerCpu());
        Took took = worker.run(new Order(records, generation, null));
        double million = records / MILLION;
        Cost cost = new Cost(
                took.cpuSeconds() / million,
                (seconds(bench.servers().clickHouseCpu()) - clickHouse) / million,
                (seconds(bench.servers().brokerCpu()) - broker) / million,
                records / took.wallSeconds());
        if (variant.writes()) {
            warehouse.check(variant.title());
        }
        return cost;
    }

    private static void tell(Bench bench, Map<Variant, List<Cost>> costs, long records, Report report) {
        Report.Table table = report.table(
                "cost",
                String.format(
                        "CPU-seconds per million events, median of %d rounds (least – greatest), over %,d events.",
                        bench.scale().rounds(), records),
                "job",
                "its process",
                "ceiling ÷ it",
                "ClickHouse's process",
                "broker's",
                "events/s by the clock");
        Samples ceiling = samples(costs.get(Variant.DECODE), Cost::job);
        costs.forEach((variant, of) -> {
            Samples job = samples(of, Cost::job);
            // Of the same round each: what the machine does beside it weighs on both alike.
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                ratios.add(ceiling.values().get(i) / job.values().get(i));
            }
            table.row(
                    variant.title(),
                    spread("%.2f", job),
                    spread("%.3f", new Samples(ratios)),
                    variant.writes()
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

    private static Samples samples(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return new Samples(costs.stream().map(figure::applyAsDouble).toList());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
