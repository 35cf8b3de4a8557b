package dev.milepost.bench;

import dev.milepost.bench.jmh.FraudSteps;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** The steps from an assessment's evidence to its verdict, by JMH, as so many a second of one processor. */
final class FraudStepsBenchmark implements Benchmark {

    private static final double SECOND_NANOS = 1e9;

    /** Goals, a second of one processor. */
    private static final Map<String, String> GOALS = Map.of("fraudScore", "100,000");

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Report.Table table = report.table(
                "fraud: single steps",
                "Of one assessment, with JMH's interval of 99.9 %: five identifiers of the referee, ten referees of the advocate on"
                        + " average, a shard that has learned from some two thousand referrals.",
                "step",
                "ns",
                "±",
                "a second of one processor",
                "goal");
        for (RunResult result : JmhBenchmark.measure(FraudSteps.class)) {
            String step = result.getPrimaryResult().getLabel();
            double nanos = result.getPrimaryResult().getScore();
            table.row(
                    step,
                    String.format("%,.0f", nanos),
                    String.format("%,.0f", result.getPrimaryResult().getScoreError()),
                    String.format("%,.0f", SECOND_NANOS / nanos),
                    GOALS.getOrDefault(step, ""));
        }
    }
}
