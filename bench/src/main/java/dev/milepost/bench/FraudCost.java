package dev.milepost.bench;

import dev.milepost.bench.CostBenchmark.Cost;
import dev.milepost.bench.CostBenchmark.Turn;
import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Variant;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the fraud job adds to the cost of an event: the whole pipeline with it and without it by turns, with the two programs live
 * that the people's referrals are of, so that cases are opened and rewards wait for verdicts.
 */
final class FraudCost implements Benchmark {

    private static final List<Variant> VARIANTS = List.of(Variant.DECODE, Variant.PIPELINE_HEAP, Variant.FRAUD_HEAP);
    private static final int PROGRAMS = 2;
    private static final double MILLION = 1e6;
    private static final double GOAL = 25_000;
    private static final int SHOWN = 30;

    /** Rooms wait for event time, which goes on every 200 ms. */
    private static final long SETTLE_MILLIS = 2_000;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Path programs = Fleet.write(PROGRAMS, bench.folder().resolve("fraud-programs"));
        Order order = Order.of(bench.records(), Bench.CHECKPOINT_RECORDS, 0)
                .settling(SETTLE_MILLIS)
                .with(programs.toString());
        Map<Turn, List<Cost>> costs = new CostBenchmark(VARIANTS, CostBenchmark.WARM_UPS).measure(bench, order);
        CostBenchmark.tell(bench, "fraud: cost", costs, report);
        Map<String, Long> left = profile(bench, order, report);
        tell(costs, (double) left.get("bindings") / order.records(), report);
    }

    private static void tell(Map<Turn, List<Cost>> costs, double referralsOfAnEvent, Report report) {
        Report.Table table = report.table(
                "fraud: the job alone",
                "CPU-seconds per million events that it adds: of each round the difference between the pipeline with it and"
                        + " without it; how many events a second of one processor that leaves time for; and what it is for each"
                        + " referral that was bound.",
                "build",
                "it adds",
                "events/s of one processor",
                "goal",
                "µs a referral");
        for (Turn turn : costs.keySet()) {
            if (turn.variant().judges()) {
                Samples added = added(costs.get(turn), costs.get(without(costs, turn)));
                Samples rate = new Samples(
                        added.values().stream().map(each -> MILLION / each).toList());
                table.row(
                        turn.other() ? "other" : "this",
                        CostBenchmark.spread("%.2f", added),
                        CostBenchmark.spread("%,.0f", rate),
                        String.format("%,.0f", GOAL),
                        String.format("%,.0f", added.median() / referralsOfAnEvent));
            }
        }
    }

    private static Turn without(Map<Turn, List<Cost>> costs, Turn turn) {
        return costs.keySet().stream()
                .filter(each -> each.variant() == Variant.PIPELINE_HEAP && each.other() == turn.other())
                .findFirst()
                .orElseThrow();
    }

    private static Samples added(List<Cost> with, List<Cost> without) {
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            added.add(with.get(i).job() - without.get(i).job());
        }
        return new Samples(added);
    }

    /** A run more, sampled: what it has left, and where its time went. */
    private static Map<String, Long> profile(Bench bench, Order order, Report report) throws Exception {
        Path file = bench.folder().resolve("fraud.collapsed");
        Map<String, Long> left = new LinkedHashMap<>();
        try (ClickHouseClient client = bench.servers().client();
                Worker worker = Worker.start(bench, bench.setup(Variant.FRAUD_HEAP))) {
            Warehouse warehouse = new Warehouse(client);
            for (int i = 0; i < CostBenchmark.WARM_UPS; i++) {
                worker.run(order.of(warehouse.next()));
            }
            worker.run(order.of(warehouse.next()).profiledTo(file.toString()));
            for (String table : List.of("bindings", "fraud_verdicts", "fraud_reasons", "fraud_cases", "ledger")) {
                left.put(table, warehouse.count(table));
            }
        }
        Report.Table rows = report.table(
                "fraud: what a run leaves", String.format("Of %,d events.", order.records()), "table", "rows");
        left.forEach((table, count) -> rows.row(table, String.format("%,d", count)));
        Stacks stacks = Stacks.read(file);
        String note = String.format(
                "Shares of the CPU time of the job's process without its compilers', %,d samples over %,d events.",
                stacks.samples(), order.records());
        ProfileBenchmark.tell(
                report.table("fraud: profile by task", note, "task", "share"), stacks.byTask("Fraud: "), SHOWN);
        ProfileBenchmark.tell(
                report.table("fraud: profile by our method in its tasks", note, "method", "share"),
                stacks.of("Fraud: ").byOurMethod(),
                SHOWN);
        return left;
    }
}
