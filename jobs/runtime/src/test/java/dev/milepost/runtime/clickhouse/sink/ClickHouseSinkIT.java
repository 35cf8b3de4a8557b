package dev.milepost.runtime.clickhouse.sink;

import static dev.milepost.runtime.clickhouse.sink.SinkCluster.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.schemas.row.TouchRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickHouseSinkIT {

    private static final int ROWS = 200_000;
    private static final long GENERATION = 2;
    private static final String COUNT =
            "SELECT count(), uniqExact(touch_id), sum(toUInt64(touch_id)) FROM milepost_store.touches";
    private static final String ALL = "200000\t200000\t19999900000";

    private static SinkCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        cluster = new SinkCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @AfterEach
    void cancelAll() throws Exception {
        cluster.cancelAll();
    }

    @BeforeEach
    void createStore() {
        cluster.createStore();
    }

    @Test
    void everyRowIsInExactlyOnce() throws Exception {
        JobID job = cluster.submit(job(ROWS, Duration.ofMillis(300), new ToRow(0, false)));

        assertThat(cluster.await(job).isSuccess()).isTrue();
        assertThat(cluster.query(COUNT)).isEqualTo(ALL);
        assertThat(cluster.count(job, "rows")).isGreaterThanOrEqualTo(ROWS);
        assertThat(cluster.count(job, "blocksSpooled")).isPositive();
        assertThat(cluster.count(job, "rejects")).isZero();
        assertThat(cluster.query(
                        "SELECT stage, sum(rows_out), toUnixTimestamp64Milli(max(watermark)) BETWEEN 1 AND 199998"
                                + " FROM milepost_store.progress FINAL GROUP BY stage"))
                .isEqualTo("warehouse\t200000\t1");
    }

    @Test
    void nothingIsVisibleBeforeTheCheckpointAfterItsOwn() throws Exception {
        JobID job = cluster.submit(job(Long.MAX_VALUE, Duration.ofHours(1), new ToRow(1, false)));
        waitUntil("rows are written", () -> cluster.count(job, "rowsWritten") > 1_000);
        cluster.settle(job);
        waitUntil("the first rows are in", () -> count("touches") > 0 && count("progress") > 0);
        Thread.sleep(1_000);
        long visible = count("touches");
        long told = count("progress");

        long written = cluster.count(job, "rowsWritten");
        waitUntil("rows are buffered", () -> cluster.count(job, "rowsWritten") > written + 3_000);
        assertThat(count("touches")).isEqualTo(visible);
        assertThat(count("progress")).isEqualTo(told);

        cluster.checkpoint(job);
        Thread.sleep(1_000);
        assertThat(count("touches")).as("these are of the checkpoint before").isLessThanOrEqualTo(written);
        cluster.settle(job);
        waitUntil("the rows are in", () -> count("touches") > written + 3_000);
    }

    /** Names stand for what the folds find in one order of the events and not in another. */
    @Test
    void aStartFromTheCheckpointBeforeTheLatestLeavesNothingOfWhatCameAfterIt() throws Exception {
        JobID job = cluster.submit(job(ROWS, Duration.ofHours(1), new ToRow(2, false)));
        waitUntil("rows are written", () -> cluster.count(job, "rowsWritten") > 1_000);
        cluster.settle(job);
        String before = cluster.checkpoint(job);
        long written = cluster.count(job, "rowsWritten");
        waitUntil("more rows are written", () -> cluster.count(job, "rowsWritten") > written + 3_000);
        cluster.checkpoint(job);
        // Time enough for the commit.
        Thread.sleep(2_000);
        cluster.cancel(job);
        cluster.await(job);

        JobID again = cluster.submit(job(ROWS, Duration.ofMillis(300), new ToRow(0, false).named("again-"), before));
        assertThat(cluster.await(again).getSerializedThrowable()).isEmpty();
        assertThat(cluster.query("SELECT count(), uniqExact(replaceOne(touch_id, 'again-', '')),"
                        + " countIf(touch_id LIKE 'again-%') > 0, countIf(touch_id NOT LIKE 'again-%') > 0"
                        + " FROM milepost_store.touches"))
                .isEqualTo(ROWS + "\t" + ROWS + "\t1\t1");
    }

    private static long count(String table) {
        return Long.parseLong(cluster.query("SELECT count() FROM milepost_store." + table));
    }

    @Test
    void anOutageOfTheServerLosesAndDoublesNothing() throws Exception {
        JobID job = cluster.submit(job(ROWS, Duration.ofMillis(300), new ToRow(16, false)));
        waitUntil("the first rows are in", () -> cluster.count(job, "rows") > 0);

        cluster.stopServer();
        waitUntil("attempts are repeated", () -> cluster.count(job, "retries") > 3);
        Thread.sleep(2_000);
        assertThat(Integer.parseInt(cluster.query("SELECT count() FROM milepost_store.touches")))
                .isLessThan(ROWS);
        cluster.startServer();

        assertThat(cluster.await(job).isSuccess()).isTrue();
        assertThat(cluster.query(COUNT)).isEqualTo(ALL);
        assertThat(cluster.count(job, "retries")).isGreaterThan(3);
        assertThat(cluster.count(job, "rejects")).isZero();
    }

    @Test
    void aCancelledJobEndsWhileTheServerIsAway() throws Exception {
        JobID job = cluster.submit(job(Long.MAX_VALUE, Duration.ofMillis(300), new ToRow(1, false)));
        waitUntil("the first rows are in", () -> cluster.count(job, "rows") > 0);
        cluster.stopServer();
        try {
            waitUntil("attempts are repeated", () -> cluster.count(job, "retries") > 1);
            cluster.cancel(job);
            long start = System.nanoTime();
            assertThat(cluster.await(job).getJobStatus().orElseThrow()).isEqualTo(JobStatus.CANCELED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
        } finally {
            cluster.startServer();
        }
    }

    @Test
    void aFailureBetweenCheckpointsLosesAndDoublesNothing() throws Exception {
        ToRow.FAILED.set(false);
        JobID job = cluster.submit(job(ROWS, Duration.ofMillis(200), new ToRow(32, true)));

        assertThat(cluster.await(job).isSuccess()).isTrue();
        assertThat(ToRow.FAILED).isTrue();
        assertThat(cluster.query(COUNT)).isEqualTo(ALL);
    }

    @Test
    void rowsThatTheTableRefusesAreDeadLettersAndAllOthersAreIn() throws Exception {
        cluster.execute("ALTER TABLE milepost_store.touches ADD CONSTRAINT fine CHECK toUInt64(touch_id) % 2000 != 7");

        JobID job = cluster.submit(job(20_000, Duration.ofMillis(300), new ToRow(0, false)));

        assertThat(cluster.await(job).isSuccess()).isTrue();
        assertThat(cluster.query(COUNT)).isEqualTo("19990\t19990\t" + (19_999L * 10_000 - 90_070));
        assertThat(cluster.query("SELECT arraySort(groupArray(toUInt64(JSONExtractString(payload, 'touch_id'))))"
                        + " FROM milepost_store.dead_letters"))
                .isEqualTo("[7,2007,4007,6007,8007,10007,12007,14007,16007,18007]");
        assertThat(cluster.query("SELECT DISTINCT reason, origin, startsWith(dead_letter_id, 'refused_row:touches:'),"
                        + " startsWith(detail, 'touches: code 469, ') FROM milepost_store.dead_letters"))
                .isEqualTo("refused_row\ttouches\t1\t1");
        assertThat(cluster.count(job, "rejects")).isEqualTo(10);
        assertThat(cluster.count(job, "rows")).isGreaterThanOrEqualTo(19_990);
    }

    @Test
    void aMissingTableFailsTheJobAtOnceWithWhatToDo() throws Exception {
        cluster.execute("DROP TABLE milepost_store.touches");

        JobResult result = cluster.await(cluster.submit(job(20_000, Duration.ofMillis(300), new ToRow(0, false))));

        assertThat(failure(result)).contains("rows of touches (code 60)").contains("apply the migrations");
    }

    @Test
    void aTableThatLacksAColumnFailsTheJobInsteadOfDroppingIt() throws Exception {
        cluster.execute("ALTER TABLE milepost_store.touches DROP COLUMN campaign");

        JobResult result = cluster.await(cluster.submit(job(20_000, Duration.ofMillis(300), new ToRow(0, false))));

        assertThat(failure(result)).contains("columns of touches").contains("apply its migrations");
        assertThat(cluster.query("SELECT count() FROM milepost_store.dead_letters"))
                .isEqualTo("0");
    }

    @Test
    void everyListedCodeHasTheServersNameOfIt() {
        for (ServerErrors.Entry entry : ServerErrors.all()) {
            assertThat(cluster.query("SELECT errorCodeToName(" + entry.code() + ")"))
                    .isEqualTo(entry.name());
        }
    }

    private static String failure(JobResult result) {
        assertThat(result.getJobStatus().orElseThrow()).isEqualTo(JobStatus.FAILED);
        StringBuilder words = new StringBuilder();
        for (Throwable cause = result.getSerializedThrowable().orElseThrow(); cause != null; cause = cause.getCause()) {
            words.append(cause.getMessage()).append('\n');
        }
        return words.toString();
    }

    /** A job that ends {@code rows} touches in the sink, in small blocks, most of them spooled. */
    private StreamExecutionEnvironment job(long rows, Duration interval, ToRow toRow) {
        return job(rows, interval, toRow, null);
    }

    /** From a checkpoint, where there is one. */
    private StreamExecutionEnvironment job(long rows, Duration interval, ToRow toRow, String from) {
        Configuration configuration = new Configuration();
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(folder.resolve("checkpoints")));
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1_000);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        SinkSettings settings = SinkSettings.of(FlinkPaths.address(folder.resolve("spool")), GENERATION)
                .withSizes(64 << 10, 256 << 10, 5_000, 4 << 20)
                .withPatience(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ofMillis(500));
        new ClickHouseSink(
                        settings,
                        ClickHouseInserter.factory(
                                ClickHouseUrl.parse(cluster.jdbcUrl()), "default", "", settings.insertTimeout()))
                .attach(env.fromSequence(0, rows - 1)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Long>forGenerator(context -> new AfterEveryRow())
                                        .withTimestampAssigner((number, none) -> number))
                        .map(toRow)
                        .returns(RowCodec.TYPE));
        return env;
    }

    /** However fast the job is, it tells a watermark before it ends. */
    private static final class AfterEveryRow implements WatermarkGenerator<Long> {

        @Override
        public void onEvent(Long number, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Numbers to touches, now and then with a pause, and on demand with one failure. */
    private static final class ToRow extends RichMapFunction<Long, Row> {

        private static final long serialVersionUID = 1L;
        private static final long FAILS_AT = 60_000;
        static final AtomicBoolean FAILED = new AtomicBoolean();

        private final int rowsPerMilli;
        private final boolean fails;
        private String prefix = "";
        private transient RowEncoder encoder;
        private transient long seen;

        ToRow(int rowsPerMilli, boolean fails) {
            this.rowsPerMilli = rowsPerMilli;
            this.fails = fails;
        }

        ToRow named(String name) {
            prefix = name;
            return this;
        }

        @Override
        public void open(OpenContext context) {
            encoder = RowEncoder.of(TouchRow.getClassSchema());
        }

        @Override
        public Row map(Long number) throws Exception {
            if (rowsPerMilli > 0 && ++seen % rowsPerMilli == 0) {
                Thread.sleep(1);
            }
            if (fails && number == FAILS_AT && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("the failure that this test asked for");
            }
            TouchRow touch = new TouchRow("a", prefix + number, "", Instant.ofEpochMilli(number), "email", "c", "");
            return encoder.encode(touch, (GENERATION << 40) + number, false);
        }
    }
}
