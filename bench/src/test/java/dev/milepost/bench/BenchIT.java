package dev.milepost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Variant;
import dev.milepost.testkit.MetricViews;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It runs. What it finds on a machine that does other things too is asserted nowhere. */
class BenchIT {

    /** For verdicts to come of it, which every run that judges must have left. */
    private static final long SETTLE_MILLIS = 10_000;

    @Test
    void aFewEventsAreReadByTurnsAndTold(@TempDir Path folder) throws Exception {
        Report report = new Report();
        List<Variant> variants = List.of(Variant.DECODE, Variant.PIPELINE_HEAP, Variant.FRAUD_HEAP);
        try (Bench bench =
                new Bench(folder, new Bench.Scale(3_000, 1, 10, List.of(), 100_000), null, Map.of(), line -> {})) {
            Order order = Order.of(bench.records(), Bench.CHECKPOINT_RECORDS, 0).settling(SETTLE_MILLIS);
            CostBenchmark.tell(bench, "cost", new CostBenchmark(variants, 0).measure(bench, order), report);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        report.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("| decode, discard ") && line.contains("| 1.000 (1.000 – 1.000)"))
                .anyMatch(line -> line.startsWith("| pipeline, heap  "))
                .anyMatch(line -> line.startsWith("| pipeline, heap, own verdicts "));
    }

    /** None of them is empty: it would be refused. */
    @Test
    void everyViewIsReadOfAWarehouseThatSqlHasFilled(@TempDir Path folder) throws Exception {
        Report report = new Report();
        try (Bench bench =
                new Bench(folder, new Bench.Scale(1, 1, 10, List.of(), 100_000), null, Map.of(), line -> {})) {
            new ViewsBenchmark().run(bench, report);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        report.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        assertThat(text.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("| ")))
                .hasSize(1 + ViewsBenchmark.VIEWS.size());
        assertThat(ViewsBenchmark.VIEWS).containsAll(MetricViews.NAMES);
    }
}
