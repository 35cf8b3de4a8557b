package dev.milepost.runtime.metrics;

import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/**
 * What the reporter is told: see {@link ClickHouseReporterFactory}.
 *
 * @param password may be empty
 * @param interval the time between two measurements
 * @param metrics the names of what is measured, each the last part of Flink's
 */
record ReporterSettings(ClickHouseUrl url, String user, String password, Duration interval, Set<String> metrics) {

    static final String URL = "clickhouse-url";
    static final String USER = "clickhouse-user";
    static final String PASSWORD = "clickhouse-password";
    static final String INTERVAL = "interval";
    static final String METRICS = "metrics";

    /** What dashboards and alert rules read. */
    static final Set<String> READ = Set.of(
            "numRecordsOutPerSecond",
            "pendingRecords",
            "busyTimeMsPerSecond",
            "backPressuredTimeMsPerSecond",
            "watermarkLagMillis",
            "lastCheckpointDuration",
            "lastCheckpointSize",
            "numberOfCompletedCheckpoints",
            "numberOfFailedCheckpoints",
            "numRestarts");

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException where the reporter cannot work by them; the message says which and why
     */
    static ReporterSettings of(Properties properties, Map<String, String> environment) {
        Duration interval = TimeUtils.parseDuration(properties.getProperty(INTERVAL, "10 s"));
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(INTERVAL + " is " + interval + ": it must be a millisecond at least");
        }
        return new ReporterSettings(
                ClickHouseUrl.parse(given(properties, URL, environment, "MILEPOST_CLICKHOUSE_URL")),
                given(properties, USER, environment, "MILEPOST_CLICKHOUSE_USER"),
                given(properties, PASSWORD, environment, "MILEPOST_CLICKHOUSE_PASSWORD"),
                interval,
                metrics(properties.getProperty(METRICS, "")));
    }

    private static String given(Properties properties, String key, Map<String, String> environment, String variable) {
        String property = properties.getProperty(key);
        return property == null ? environment.getOrDefault(variable, "") : property;
    }

    private static Set<String> metrics(String names) {
        Set<String> named = Arrays.stream(names.split("[,;]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return named.isEmpty() ? READ : named;
    }
}
