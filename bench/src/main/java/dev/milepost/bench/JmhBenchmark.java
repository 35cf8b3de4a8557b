package dev.milepost.bench;

import dev.milepost.bench.jmh.Steps;
import dev.milepost.runtime.clickhouse.sink.BlockSteps;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Single steps of the hot path, by JMH. */
final class JmhBenchmark implements Benchmark {

    @Override
    public void run(Bench bench, Report report) throws Exception {
        List<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Steps.class.getName())
                        .include(BlockSteps.class.getName())
                        .jvmArgsAppend("-Xmx512m", "-Dlog4j2.configurationFile=classpath:dev/milepost/cli/log4j2.xml")
                        .build())
                .run().stream()
                        .sorted(Comparator.comparing(
                                result -> result.getPrimaryResult().getLabel()))
                        .toList();
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
