package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster and the real engine behind its front, in this process. */
final class SinkCluster implements AutoCloseable {

    private final EmbeddedClickHouse engine;
    private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
    private final MiniCluster flink;
    private final int port;
    private ClickHouseFront front;

    SinkCluster() throws Exception {
        engine = EmbeddedClickHouse.openTemporary();
        front = ClickHouseFront.start(engine, 0);
        port = front.port();
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 5);
        metrics.addToConfiguration(configuration);
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
        flink.start();
    }

    String jdbcUrl() {
        return "jdbc:clickhouse://127.0.0.1:" + port + "/default";
    }

    /** Makes an empty warehouse. */
    void createStore() {
        engine.execute(
                "DROP DATABASE IF EXISTS milepost",
                "DROP DATABASE IF EXISTS milepost_store",
                "DROP DATABASE IF EXISTS milepost_store_b");
        try (ClickHouseClient client = ClickHouseClient.of(ClickHouseUrl.parse(jdbcUrl()), "default", "")) {
            Migrator.migrate(client);
        }
    }

    void execute(String sql) {
        engine.execute(sql);
    }

    String query(String sql) {
        return engine.query(sql);
    }

    void stopServer() {
        front.close();
    }

    void startServer() {
        front = ClickHouseFront.start(engine, port);
    }

    JobID submit(StreamExecutionEnvironment job) throws Exception {
        return flink.submitJob(job.getStreamGraph().getJobGraph()).get().getJobID();
    }

    JobResult await(JobID job) throws Exception {
        return flink.requestJobResult(job).get(5, TimeUnit.MINUTES);
    }

    /** Gives the checkpoint's address. */
    String checkpoint(JobID job) throws Exception {
        return flink.triggerCheckpoint(job).get(5, TimeUnit.MINUTES);
    }

    /** A checkpoint, and two after it: whatever was sealed in it is committed. */
    void settle(JobID job) throws Exception {
        for (int i = 0; i < 3; i++) {
            checkpoint(job);
        }
    }

    void cancel(JobID job) throws Exception {
        flink.cancelJob(job).get(5, TimeUnit.MINUTES);
    }

    /** Ends what a test left running: it would hold the slots that the next one needs. */
    void cancelAll() throws Exception {
        for (JobStatusMessage job : flink.listJobs().get()) {
            if (!job.getJobState().isGloballyTerminalState()) {
                cancel(job.getJobId());
                await(job.getJobId());
            }
        }
    }

    /** The sum of a counter over the job's subtasks. */
    long count(JobID job, String counter) {
        return metrics.getMetricsByIdentifiers(job).entrySet().stream()
                .filter(metric -> metric.getKey().endsWith(".warehouse." + counter))
                .mapToLong(metric -> ((Counter) metric.getValue()).getCount())
                .sum();
    }

    static void waitUntil(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In 5 minutes it did not come about that " + what);
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() throws Exception {
        flink.close();
        front.close();
        engine.close();
    }
}
