package dev.milepost.bench;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.util.ArrayList;
import java.util.List;

/**
 * How long after {@code kill -9} and a restart at once the first new row is visible, beside how long a start without state
 * takes to its first row. Events flow meanwhile.
 */
final class RecoveryBenchmark implements Benchmark {

    private static final long CHECKPOINT_MILLIS = 1_000;
    private static final double RATE = 200;
    private static final long MOST_MILLIS = 180_000;

    /** How long it runs before it is killed. */
    private static final long LIFE_MILLIS = 15_000;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        List<Double> cold = new ArrayList<>();
        List<Double> recovered = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        bench.emptyTopics();
        try (ClickHouseClient client = bench.servers().client();
                OpenLoad load = OpenLoad.start(bench.servers().kafka(), RATE, 7)) {
            Warehouse warehouse = new Warehouse(client);
            Probes probes = new Probes(client);
            for (int round = 0; round < bench.scale().rounds(); round++) {
                long generation = warehouse.next();
                try (Live live = new Live(bench, "recovery-" + round, CHECKPOINT_MILLIS)) {
                    long start = System.currentTimeMillis();
                    live.start(generation);
                    cold.add((probes.awaitOneSince(start, MOST_MILLIS) - start) / 1e3);
                    Thread.sleep(LIFE_MILLIS);
                    live.kill();
                    start = System.currentTimeMillis();
                    live.restart(generation);
                    recovered.add((probes.awaitOneSince(start, MOST_MILLIS) - start) / 1e3);
                }
                ratios.add(recovered.get(round) / cold.get(round));
                bench.tell(String.format(
                        "  round %d: cold %.1f s, recovered %.1f s", round + 1, cold.get(round), recovered.get(round)));
            }
        }
        report.table(
                        "recovery",
                        "Seconds from the start of the job's process to the first visible row of an event that happened"
                                + " after it; commit interval 1 s, 200 events a second.",
                        "start",
                        "median (least – greatest)")
                .row("cold, without state", CostBenchmark.spread("%.1f", new Samples(cold)))
                .row("after kill -9, from the last checkpoint", CostBenchmark.spread("%.1f", new Samples(recovered)))
                .row("ratio", CostBenchmark.spread("%.2f", new Samples(ratios)));
    }
}
