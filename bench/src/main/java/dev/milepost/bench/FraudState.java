package dev.milepost.bench;

import dev.milepost.bench.fraud.Sizes;
import dev.milepost.bench.job.Variant;

/** Bytes of what fraud keeps: of single things as their codecs write them, and of a savepoint with it and without it. */
final class FraudState implements Benchmark {

    /** Of users who do more than those of {@code state}, a tenth as many. */
    private static final int FEWER = 10;

    private static final int HEAP_MEGABYTES = 3072;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        sizes(report);
        savepoint(bench, report);
    }

    static void sizes(Report report) {
        Report.Table table = report.table(
                "fraud: state",
                "Bytes as the codecs write them, without keys and timers, and not compressed; two days after the last signup.",
                "of",
                "bytes");
        Sizes.all().forEach((of, bytes) -> table.row(of, String.format("%,d", bytes)));
    }

    private static void savepoint(Bench bench, Report report) throws Exception {
        int users = Math.max(10, bench.scale().users() / FEWER);
        Report.Table table = report.table(
                "fraud: savepoint",
                String.format(
                        "Bytes of a savepoint, state on the heap, for each of %,d users: two touches, a signup (nine of ten by a"
                                + " friend's code), two product events and an order in ten days, with device, network, address"
                                + " and card, and three days later.",
                        users),
                "verdicts",
                "bytes per user");
        for (Variant variant : new Variant[] {Variant.PIPELINE_HEAP, Variant.FRAUD_HEAP}) {
            double bytes = (double) StateBenchmark.measure(bench, variant, users, "KNOWN", HEAP_MEGABYTES) / users;
            bench.tell(String.format("  %s, %,d users: %.0f bytes each", variant.title(), users, bytes));
            table.row(variant.judges() ? "own" : "none", String.format("%.0f", bytes));
        }
    }
}
