package dev.milepost.bench;

import dev.milepost.bench.jmh.FraudSteps;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The steps from an assessment's evidence to its verdict, by the CPU time of the thread that takes them: what else a machine does
 * counts less there than in {@code jmh}, which has the same steps by the clock.
 */
final class FraudStepsBenchmark implements Benchmark {

    private static final double SECOND_NANOS = 1e9;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 500_000_000;
    private static final int AT_ONCE = 100;

    /** Goals, a second of one processor. */
    private static final Map<String, String> GOALS = Map.of("fraudScore", "100,000");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** So that no step is left out. */
    private Object last;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        FraudSteps steps = new FraudSteps();
        steps.setUp();
        Map<String, Supplier<Object>> named = new TreeMap<>();
        named.put("fraudScore", steps::fraudScore);
        named.put("fraudSignals", steps::fraudSignals);
        named.put("fraudDetectors", steps::fraudDetectors);
        named.put("fraudDetectorsLearn", () -> {
            steps.fraudDetectorsLearn();
            return steps;
        });
        named.put("fraudVerdict", steps::fraudVerdict);
        Report.Table table = report.table(
                "fraud: single steps",
                String.format(
                        "CPU-nanoseconds of one assessment, median of %d rounds (least – greatest): five identifiers of the"
                                + " referee, ten referees of the advocate on average, a shard that has learned from some two"
                                + " thousand referrals.",
                        ROUNDS),
                "step",
                "ns",
                "a second of one processor",
                "goal");
        named.forEach((step, taken) -> {
            Samples nanos = measure(taken);
            table.row(
                    step,
                    CostBenchmark.spread("%,.0f", nanos),
                    String.format("%,.0f", SECOND_NANOS / nanos.median()),
                    GOALS.getOrDefault(step, ""));
        });
        bench.tell("  the last was " + last.getClass().getSimpleName());
    }

    private Samples measure(Supplier<Object> step) {
        List<Double> nanos = new ArrayList<>();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            double taken = round(step);
            if (round >= WARM_UPS) {
                nanos.add(taken);
            }
        }
        return new Samples(nanos);
    }

    private double round(Supplier<Object> step) {
        long start = threads.getCurrentThreadCpuTime();
        long taken = 0;
        long steps = 0;
        while (taken < ROUND_NANOS) {
            for (int i = 0; i < AT_ONCE; i++) {
                last = step.get();
            }
            steps += AT_ONCE;
            taken = threads.getCurrentThreadCpuTime() - start;
        }
        return (double) taken / steps;
    }
}
