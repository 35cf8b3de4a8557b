package dev.milepost.bench;

import dev.milepost.bench.jmh.FraudSteps;
import dev.milepost.bench.jmh.Steps;
import dev.milepost.runtime.clickhouse.sink.BlockSteps;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Single steps of the hot path, by JMH. */
final class JmhBenchmark implements Benchmark {

    /** Runs the steps of some classes; gives them in the order of their names. */
    static List<RunResult> measure(Class<?>... steps) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .jvmArgsAppend("-Xmx512m", "-Dlog4j2.configurationFile=classpath:dev/milepost/cli/log4j2.xml");
        for (Class<?> each : steps) {
            options.include(Pattern.quote(each.getName()) + "\\.");
        }
        return new Runner(options.build())
                .run().stream()
                        .sorted(Comparator.comparing(
                                result -> result.getPrimaryResult().getLabel()))
                        .toList();
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        List<RunResult> results = measure(Steps.class, BlockSteps.class, FraudSteps.class);
        Report.Table table = report.table(
                "jmh",
                "Nanoseconds of one processor for each, of block for each row, with JMH's interval of 99.9 %.",
                "step",
                "ns",
                "±");
        for (RunResult result : results) {
            table.row(
                    result.getPrimaryResult().getLabel(),
                    String.format("%,.0f", result.getPrimaryResult().getScore()),
                    String.format("%,.0f", result.getPrimaryResult().getScoreError()));
        }
    }
}
