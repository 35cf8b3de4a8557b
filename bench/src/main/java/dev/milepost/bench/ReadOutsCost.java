package dev.milepost.bench;

import dev.milepost.bench.CostBenchmark.Cost;
import dev.milepost.bench.CostBenchmark.Turn;
import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What cohorts and experiments add to the cost of an event: the pipeline without both, with either, and with both by turns, with the two
 * programs live that the people's referrals are of, so that people are asked and their experiments have exposures.
 */
final class ReadOutsCost implements Benchmark {

    private static final List<Variant> VARIANTS = List.of(
            Variant.DECODE,
            Variant.NO_READ_OUTS,
            Variant.COHORTS_ONLY,
            Variant.EXPERIMENTS_ONLY,
            Variant.PIPELINE_HEAP);
    private static final int PROGRAMS = 2;

    /** Rooms wait for event time, which goes on every 200 ms. */
    private static final long SETTLE_MILLIS = 2_000;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Path programs = Fleet.write(PROGRAMS, bench.folder().resolve("read-outs-programs"));
        Order order = Order.of(bench.records(), Bench.CHECKPOINT_RECORDS, 0)
                .settling(SETTLE_MILLIS)
                .with(programs.toString());
        Map<Turn, List<Cost>> costs = new CostBenchmark(VARIANTS, CostBenchmark.WARM_UPS).measure(bench, order);
        CostBenchmark.tell(bench, "read-outs: cost", costs, report);
        tell(costs, report);
    }

    private static void tell(Map<Turn, List<Cost>> costs, Report report) {
        List<Cost> without = costs.get(turn(costs, Variant.NO_READ_OUTS));
        Report.Table table = report.table(
                "read-outs: what each adds",
                "CPU-seconds per million events, of each round the difference to the pipeline without both; and the pipeline with it"
                        + " ÷ the one without.",
                "with",
                "the job's process",
                "with ÷ without",
                "ClickHouse");
        for (Variant variant : List.of(Variant.COHORTS_ONLY, Variant.EXPERIMENTS_ONLY, Variant.PIPELINE_HEAP)) {
            List<Cost> with = costs.get(turn(costs, variant));
            List<Double> added = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            List<Double> clickHouse = new ArrayList<>();
            for (int i = 0; i < with.size(); i++) {
                added.add(with.get(i).job() - without.get(i).job());
                ratios.add(with.get(i).job() / without.get(i).job());
                clickHouse.add(with.get(i).clickHouse() - without.get(i).clickHouse());
            }
            table.row(
                    variant == Variant.PIPELINE_HEAP ? "both" : variant.title(),
                    CostBenchmark.spread("%.2f", new Samples(added)),
                    CostBenchmark.spread("%.3f", new Samples(ratios)),
                    CostBenchmark.spread("%.2f", new Samples(clickHouse)));
        }
    }

    private static Turn turn(Map<Turn, List<Cost>> costs, Variant variant) {
        return costs.keySet().stream()
                .filter(each -> each.variant() == variant && !each.other())
                .findFirst()
                .orElseThrow();
    }
}
