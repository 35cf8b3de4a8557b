package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.Column;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Tables;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.Counter;
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

    /** Makes a store of empty tables as the contracts declare them. */
    void createStore(String... tables) {
        engine.execute("DROP DATABASE IF EXISTS milepost_store", "CREATE DATABASE milepost_store");
        for (String table : tables) {
            String columns = RowEncoder.of(table).columns().stream()
                    .map((Column column) -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", "));
            engine.execute("CREATE TABLE milepost_store." + table + " (" + columns
                    + ") ENGINE = ReplacingMergeTree(revision, is_deleted) ORDER BY ("
                    + String.join(", ", Tables.named(table).key())
                    + ") SETTINGS non_replicated_deduplication_window = 10000");
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
        return flink.requestJobResult(job).get(120, TimeUnit.SECONDS);
    }

    void checkpoint(JobID job) throws Exception {
        flink.triggerCheckpoint(job).get(60, TimeUnit.SECONDS);
    }

    void cancel(JobID job) throws Exception {
        flink.cancelJob(job).get(30, TimeUnit.SECONDS);
    }

    /** The sum of a counter over the job's subtasks and attempts. */
    long count(JobID job, String counter) {
        return metrics.findMetrics(job, "warehouse." + counter).values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    static void waitUntil(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In 60 s it did not come about that " + what);
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
