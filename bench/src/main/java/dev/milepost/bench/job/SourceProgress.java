package dev.milepost.bench.job;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** How many records the sources of this process's jobs have read since the last {@link #forget}, by Flink's metrics. */
public final class SourceProgress implements MetricReporter {

    private static final Set<Counter> READ = ConcurrentHashMap.newKeySet();

    private SourceProgress() {}

    static void attach(Configuration configuration) {
        configuration.setString("metrics.reporter.bench.factory.class", Factory.class.getName());
    }

    static void forget() {
        READ.clear();
    }

    static long recordsRead() {
        return READ.stream().mapToLong(Counter::getCount).sum();
    }

    @Override
    public void open(MetricConfig config) {
        // Nothing is sent anywhere.
    }

    @Override
    public void close() {
        // Counters of a job that is over still tell what it has read.
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().getOrDefault("<operator_name>", "");
        if (name.equals("numRecordsIn") && operator.startsWith("Source:") && metric instanceof Counter counter) {
            READ.add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // As at close.
    }

    /** Found by Flink by its name. */
    public static final class Factory implements MetricReporterFactory {

        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SourceProgress();
        }
    }
}
