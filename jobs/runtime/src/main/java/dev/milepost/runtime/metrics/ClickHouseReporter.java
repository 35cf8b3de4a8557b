package dev.milepost.runtime.metrics;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.MeasurementBlock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the listed metrics of this process's jobs measure to {@code pipeline_metrics}, a block every interval.
 *
 * <p>It never slows or fails a job. One thread of its own reads and inserts: a block is tried once, and there is never more
 * than one, so an absent ClickHouse costs no memory. What could not be inserted is dropped and counted, and the log says so
 * when that begins and when it ends.
 */
final class ClickHouseReporter implements MetricReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseReporter.class);

    /** How long an insert may be without an answer: nobody waits for it but the next one. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How long the end waits for an insert that is under way. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Map<Metric, MeasuredMetric> measured = new ConcurrentHashMap<>();
    private final String tokens = "metrics-" + UUID.randomUUID() + "-";
    private final Map<String, String> environment;
    private final AtomicLong dropped = new AtomicLong();
    private Set<String> listed = Set.of();
    private ClickHouseClient client;
    private ScheduledExecutorService thread;
    private ScheduledFuture<?> ticks;
    private long blocks;

    ClickHouseReporter() {
        this(System.getenv());
    }

    ClickHouseReporter(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void open(MetricConfig config) {
        ReporterSettings settings;
        try {
            settings = ReporterSettings.of(config, environment);
        } catch (IllegalArgumentException e) {
            LOG.warn("Nothing is written to {}: {}", MeasurementBlock.TABLE, e.getMessage());
            return;
        }
        listed = settings.metrics();
        client = ClickHouseClient.of(settings.url(), settings.user(), settings.password(), TIMEOUT);
        thread = Executors.newSingleThreadScheduledExecutor(ClickHouseReporter::thread);
        long millis = settings.interval().toMillis();
        ticks = thread.scheduleWithFixedDelay(this::report, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "milepost-metrics");
        thread.setDaemon(true);
        // As a plugin it has a class loader of its own, in which the client finds its parts.
        thread.setContextClassLoader(ClickHouseReporter.class.getClassLoader());
        return thread;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (listed.contains(name)) {
            MeasuredMetric whose = MeasuredMetric.of(metric, name, group);
            if (whose != null) {
                measured.put(metric, whose);
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        measured.remove(metric);
    }

    /** One block. Nothing leaves it, because the thread would not come again. */
    private void report() {
        MeasurementBlock block = new MeasurementBlock();
        try {
            fill(block);
            if (block.rows() > 0) {
                block.insertBy(client, tokens + blocks++);
                told(block.rows());
            }
        } catch (ClickHouseFailure | RuntimeException | LinkageError e) {
            if (!Thread.currentThread().isInterrupted()) {
                drop(block.rows(), e);
            }
        }
    }

    private void fill(MeasurementBlock block) {
        long now = System.currentTimeMillis();
        Map<MeasuredMetric.Name, Double> values = new HashMap<>();
        for (MeasuredMetric each : measured.values()) {
            each.value().ifPresent(value -> values.merge(each.name(), value, each.name()::together));
        }
        values.forEach(
                (name, value) -> block.add(now, name.job(), name.operator(), name.subtask(), name.metric(), value));
    }

    /** How many metrics are measured. */
    int measured() {
        return measured.size();
    }

    /** How many measurements were dropped since the last ones that were written. */
    long dropped() {
        return dropped.get();
    }

    private void told(int rows) {
        long before = dropped.getAndSet(0);
        if (before > 0) {
            LOG.info("{} measurements are written again; {} were dropped meanwhile", rows, before);
        }
    }

    private void drop(int rows, Throwable e) {
        if (dropped.getAndAdd(rows) == 0) {
            LOG.warn("Measurements are not written, and dropped until they can be: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        ticks.cancel(true);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("The last measurements are not waited for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
