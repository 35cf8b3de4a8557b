package dev.milepost.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reporter on the real engine, which goes away and comes again. */
class ClickHouseReporterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Gauge<Integer> FOUR = () -> 4;

    private EmbeddedClickHouse engine;
    private ClickHouseFront front;
    private ClickHouseReporter reporter;

    @BeforeEach
    void open() {
        engine = EmbeddedClickHouse.openTemporary();
        front = ClickHouseFront.start(engine, 0);
        reporter = new ClickHouseReporter(Map.of("MILEPOST_CLICKHOUSE_URL", front.jdbcUrl()));
        reporter.open(everyTenMillis());
    }

    @AfterEach
    void close() {
        reporter.close();
        front.close();
        engine.close();
    }

    private static MetricConfig everyTenMillis() {
        MetricConfig config = new MetricConfig();
        config.setProperty("interval", "10 ms");
        return config;
    }

    private void migrate() {
        try (ClickHouseClient client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "")) {
            Migrator.migrate(client);
        }
    }

    @Test
    void whatCannotBeWrittenIsDroppedAndCountedAndWritingGoesOn() throws Exception {
        reporter.notifyOfAddedMetric(FOUR, "pendingRecords", Scope.ofOperator("t", "Source: orders", 1));
        reporter.notifyOfAddedMetric(FOUR, "numBytesIn", Scope.ofTask("t", 1));
        until("there is no table yet", () -> reporter.dropped() >= 2);

        migrate();
        until("it is written", () -> rows() > 0 && reporter.dropped() == 0);
        assertThat(engine.query("SELECT DISTINCT job, operator, subtask, metric, value FROM milepost.pipeline_metrics"))
                .isEqualTo("milepost\tSource: orders\t1\tpendingRecords\t4");
        assertThat(engine.query("SELECT max(abs(dateDiff('second', recorded_at, now64(3)))) < 3600"
                        + " FROM milepost.pipeline_metrics"))
                .isEqualTo("1");

        int port = front.port();
        front.close();
        until("the server is away", () -> reporter.dropped() >= 2);
        long before = rows();
        front = ClickHouseFront.start(engine, port);
        until("it is there again", () -> rows() > before && reporter.dropped() == 0);

        reporter.notifyOfRemovedMetric(FOUR, "pendingRecords", Scope.ofOperator("t", "Source: orders", 1));
        assertThat(reporter.measured()).isZero();
    }

    @Test
    void aReporterThatDoesNotKnowWhereToIsNoFailure() {
        ClickHouseReporter lost = new ClickHouseReporter(Map.of());
        lost.open(everyTenMillis());
        lost.notifyOfAddedMetric(FOUR, "pendingRecords", Scope.ofJob());
        lost.close();
        assertThat(lost.measured()).isZero();
    }

    private long rows() {
        return Long.parseLong(
                engine.query("SELECT count() FROM milepost.pipeline_metrics").strip());
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
