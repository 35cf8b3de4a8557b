package dev.milepost.bench;

import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Took;
import dev.milepost.bench.job.Variant;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import org.HdrHistogram.Histogram;

/**
 * How long after an event is due its row is visible, at half of the rate at which the pipeline reads a backlog, in commit
 * intervals.
 */
final class LatencyBenchmark implements Benchmark {

    private static final long CHECKPOINT_MILLIS = 1_000;
    private static final long WARM_UP_MILLIS = 30_000;
    private static final long MEASURED_MILLIS = 60_000;
    private static final long HIGHEST_MILLIS = 600_000;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Histogram latency = new Histogram(HIGHEST_MILLIS, 3);
        double saturation;
        try (ClickHouseClient client = bench.servers().client()) {
            Warehouse warehouse = new Warehouse(client);
            saturation = saturation(bench, warehouse);
            bench.tell(String.format("  saturation %,.0f events/s", saturation));
            bench.emptyTopics();
            long generation = warehouse.next();
            Probes probes = new Probes(client);
            try (Live live = new Live(bench, "latency", CHECKPOINT_MILLIS)) {
                live.start(generation);
                live.awaitRunning();
                try (OpenLoad load = OpenLoad.start(bench.servers().kafka(), saturation / 2, 11)) {
                    long now = System.currentTimeMillis();
                    probes.watch(now + WARM_UP_MILLIS, warmUp -> {});
                    probes.watch(now + WARM_UP_MILLIS + MEASURED_MILLIS, latency::recordValue);
                }
            }
        }
        Report.Table table = report.table(
                "latency",
                String.format(
                        "From the time an event is due to its visible row, open loop at %,.0f events/s, half of saturation;"
                                + " commit interval 1 s; %,d probes.",
                        saturation / 2, latency.getTotalCount()),
                "",
                "ms",
                "commit intervals");
        row(table, "median", latency.getValueAtPercentile(50));
        row(table, "p90", latency.getValueAtPercentile(90));
        row(table, "p99", latency.getValueAtPercentile(99));
        row(table, "greatest", latency.getMaxValue());
    }

    private static void row(Report.Table table, String name, long millis) {
        table.row(name, String.format("%,d", millis), String.format("%.2f", (double) millis / CHECKPOINT_MILLIS));
    }

    /** Events a second by the clock, over a backlog, when warm. */
    private static double saturation(Bench bench, Warehouse warehouse) throws Exception {
        long records = bench.records();
        try (Worker worker =
                Worker.start(bench, bench.setup(Variant.PIPELINE_HEAP, bench.folder(), CHECKPOINT_MILLIS))) {
            worker.run(new Order(records, Bench.CHECKPOINT_RECORDS, warehouse.next(), null));
            Took took = worker.run(new Order(records, Bench.CHECKPOINT_RECORDS, warehouse.next(), null));
            return records / took.wallSeconds();
        }
    }
}
