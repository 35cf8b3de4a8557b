package dev.milepost.cli;

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

/** How many records the job of this process has read, from Flink's own metrics. */
public final class JobMetrics implements MetricReporter {

    private static final ConcurrentHashMap<String, JobMetrics> BY_ID = new ConcurrentHashMap<>();
    private static final String ID = "id";

    private final Set<Counter> read = ConcurrentHashMap.newKeySet();

    private JobMetrics() {}

    /** Makes a job that is run with this configuration report here. */
    static JobMetrics of(Configuration configuration, String id) {
        configuration.setString("metrics.reporter.cli.factory.class", Factory.class.getName());
        configuration.setString("metrics.reporter.cli." + ID, id);
        return BY_ID.computeIfAbsent(id, any -> new JobMetrics());
    }

    /** Records that ingest has seen since the job's last start: events and dead letters. */
    long recordsRead() {
        return read.stream().mapToLong(Counter::getCount).sum();
    }

    @Override
    public void open(MetricConfig config) {
        // Nothing is sent anywhere.
    }

    @Override
    public void close() {
        BY_ID.values().remove(this);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (isRead(name, group)) {
            read.add((Counter) metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // A finished job still has read what it read; a restarted one has counters of its own.
    }

    private static boolean isRead(String name, MetricGroup group) {
        if (!name.equals("accepted") && !name.equals("dead")) {
            return false;
        }
        for (String part : group.getScopeComponents()) {
            if (part.equals("ingest")) {
                return true;
            }
        }
        return false;
    }

    /** Found by Flink by its name. */
    public static final class Factory implements MetricReporterFactory {

        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return BY_ID.computeIfAbsent(properties.getProperty(ID, ""), any -> new JobMetrics());
        }
    }
}
