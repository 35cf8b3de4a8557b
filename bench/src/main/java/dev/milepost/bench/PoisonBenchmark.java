package dev.milepost.bench;

import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Took;
import dev.milepost.bench.job.Variant;
import dev.milepost.cli.chaos.Servers;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one bad record in a hundred costs: the same good events with and without, from two brokers, by turns. */
final class PoisonBenchmark implements Benchmark {

    private static final int ONE_IN = 100;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Path folder = bench.folder().resolve("poison");
        List<Double> clean = new ArrayList<>();
        List<Double> poisoned = new ArrayList<>();
        List<Double> lost = new ArrayList<>();
        long records = bench.records();
        try (Servers other = Servers.start(folder);
                ClickHouseClient client = bench.servers().client();
                // One process for both: two would differ by what their compilers made of the same code.
                Worker worker = Worker.start(bench, bench.setup(Variant.PIPELINE_HEAP))) {
            long all = Topics.fill(other, bench.scale().events(), ONE_IN);
            Warehouse warehouse = new Warehouse(client);
            for (int round = 1 - CostBenchmark.WARM_UPS; round <= bench.scale().rounds(); round++) {
                Took without = worker.run(Order.of(records, Bench.CHECKPOINT_RECORDS, warehouse.next()));
                Took with = worker.run(Order.of(all, Bench.CHECKPOINT_RECORDS, warehouse.next())
                        .from(other.kafka()));
                if (round > 0) {
                    clean.add(without.cpuSeconds() * 1e6 / records);
                    poisoned.add(with.cpuSeconds() * 1e6 / records);
                    lost.add(100 * (1 - without.cpuSeconds() / with.cpuSeconds()));
                }
                bench.tell(String.format(
                        "  round %d%s: %.2f CPU-s for a million good events, %.2f with bad ones",
                        round,
                        round < 1 ? " (to warm up)" : "",
                        without.cpuSeconds() * 1e6 / records,
                        with.cpuSeconds() * 1e6 / records));
            }
        } finally {
            Folders.delete(folder);
        }
        report.table(
                        "poison",
                        String.format(
                                "The whole pipeline on the heap over %,d good events, alone and with one bad record in a"
                                        + " hundred: CPU-seconds per million good events.",
                                records),
                        "records",
                        "median (least – greatest)")
                .row("none is bad", CostBenchmark.spread("%.2f", new Samples(clean)))
                .row("1 % are bad", CostBenchmark.spread("%.2f", new Samples(poisoned)))
                .row("throughput lost, %", CostBenchmark.spread("%.1f", new Samples(lost)));
    }
}
