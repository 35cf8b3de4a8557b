package dev.milepost.runtime.metrics;

import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Makes the reporter that writes measurements to {@code pipeline_metrics}. Found by Flink by its name:
 *
 * <pre>
 * metrics.reporter.milepost.factory.class: dev.milepost.runtime.metrics.ClickHouseReporterFactory
 * metrics.reporter.milepost.interval: 10 s
 * metrics.reporter.milepost.clickhouse-url: jdbc:clickhouse://server:8123/default
 * metrics.reporter.milepost.clickhouse-user: milepost
 * metrics.reporter.milepost.metrics: numRecordsOutPerSecond, pendingRecords
 * </pre>
 *
 * <p>Only the first is required. Without {@code clickhouse-url} and {@code clickhouse-user} the environment says them, as it
 * does for a job: MILEPOST_CLICKHOUSE_URL, MILEPOST_CLICKHOUSE_USER; the password is MILEPOST_CLICKHOUSE_PASSWORD, because a
 * cluster shows its configuration. Without {@code metrics} it is what dashboards and alert rules read. The user needs
 * {@code GRANT INSERT ON milepost_store.pipeline_metrics}.
 */
public final class ClickHouseReporterFactory implements MetricReporterFactory {

    private static final String PREFIX = "metrics.reporter.milepost.";

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new ClickHouseReporter();
    }

    /**
     * Has a cluster that this process starts report, with the default metrics.
     *
     * @param password may be empty
     * @param interval how often
     */
    public static void configure(
            Configuration configuration, ClickHouseUrl url, String user, String password, Duration interval) {
        configuration.setString(PREFIX + "factory.class", ClickHouseReporterFactory.class.getName());
        configuration.setString(PREFIX + ReporterSettings.INTERVAL, interval.toMillis() + " ms");
        configuration.setString(PREFIX + ReporterSettings.URL, url.toString());
        configuration.setString(PREFIX + ReporterSettings.USER, user == null ? "" : user);
        configuration.setString(PREFIX + ReporterSettings.PASSWORD, password == null ? "" : password);
    }
}
