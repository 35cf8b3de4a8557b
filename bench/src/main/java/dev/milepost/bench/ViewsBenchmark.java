package dev.milepost.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.engine.EngineRequest;
import dev.milepost.engine.EngineResult;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long each view takes that a dashboard reads, all rows and columns of it, over a warehouse that SQL has filled. The engine is in this
 * process, so what a view takes of processors is what the process takes meanwhile.
 */
final class ViewsBenchmark implements Benchmark {

    private static final double GOAL_SECONDS = 1;
    private static final int ROUNDS = 3;
    private static final int EVENTS_OF_A_USER = 50;
    private static final int FEWEST_USERS = 1_000;
    private static final long POLL_MILLIS = 5;
    private static final double MEBIBYTE = 1 << 20;
    private static final String AT = "'2026-05-16 00:00:00'";

    /** Those of metrics, and whatever else dashboards read; these never read the largest, as credits, whole. */
    static final List<String> VIEWS = List.of(
            "referral_signals",
            "funnel_referrals",
            "funnel_asks",
            "funnel_steps",
            "funnel_stages",
            "funnel_daily",
            "ask_outcomes",
            "time_to_stage_curve",
            "time_to_stage",
            "cohort_sizes",
            "cohort_cells",
            "cohort_retention",
            "cohort_ltv",
            "source_ltv",
            "source_comparison",
            "ltv_forecast",
            "referral_rates",
            "referral_economics",
            "advocate_health",
            "assisted_conversions",
            "attribution_models",
            "risk_metrics",
            "experiment_arms",
            "experiment_results",
            "programs",
            "bindings",
            "credits",
            "customers",
            "customer_values",
            "asks",
            "exposures",
            "rewards",
            "ledger",
            "liability(as_of = " + AT + ", known_at = " + AT + ")",
            "reward_use(program = 'power_users', as_of = " + AT + ")",
            "fraud_verdicts",
            "fraud_reasons",
            "fraud_weights",
            "fraud_cases",
            "fraud_case_events",
            "fraud_labels",
            "fraud_quality",
            "rings",
            "currencies",
            "dead_letters",
            "pipeline_metrics",
            "progress");

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** What one reading took. */
    private record Reading(double seconds, double cpuSeconds, long rowsRead) {}

    @Override
    public void run(Bench bench, Report report) throws Exception {
        int events = bench.scale().warehouseEvents();
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(bench.folder().resolve("views"))) {
            try (ClickHouseFront front = ClickHouseFront.start(engine, 0);
                    ClickHouseClient client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "")) {
                Migrator.migrate(client);
            }
            bench.tell(String.format("  filling a warehouse of %,d events …", events));
            engine.execute(fill(events));
            awaitMerges(engine);
            Report.Table table = report.table(
                    "views",
                    String.format(
                            "All rows and columns of each, over %,d events; medians of %d readings after one, with %d processors."
                                    + " Goal: %.0f s by the clock.",
                            events, ROUNDS, Runtime.getRuntime().availableProcessors(), GOAL_SECONDS),
                    "view",
                    "seconds",
                    "CPU-seconds",
                    "rows",
                    "rows read",
                    "most memory, MiB",
                    "over the goal");
            for (String view : VIEWS) {
                measure(engine, view, table);
                bench.tell(
                        "  " + String.join(" | ", table.rows().get(table.rows().size() - 1)));
            }
        }
    }

    private void measure(EmbeddedClickHouse engine, String view, Report.Table table) throws InterruptedException {
        long rows = Long.parseLong(engine.query("SELECT count() FROM milepost." + view));
        if (rows == 0) {
            throw new IllegalStateException("The view " + view + " is empty, and measures nothing");
        }
        String sql = "SELECT * FROM milepost." + view + " FORMAT Null";
        double mebibytes = mostMemory(engine, sql);
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            readings.add(read(engine, sql));
        }
        double seconds = new Samples(readings.stream().map(Reading::seconds).toList()).median();
        double cpuSeconds =
                new Samples(readings.stream().map(Reading::cpuSeconds).toList()).median();
        table.row(
                view.replaceFirst("\\(.*", ""),
                String.format("%.2f", seconds),
                String.format("%.2f", cpuSeconds),
                String.format("%,d", rows),
                String.format("%,d", readings.get(0).rowsRead()),
                String.format("%,.0f", mebibytes),
                seconds > GOAL_SECONDS ? "yes" : "");
    }

    private Reading read(EmbeddedClickHouse engine, String sql) {
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        try (EngineResult result = engine.run(EngineRequest.of(sql))) {
            return new Reading(
                    (System.nanoTime() - start) / 1e9,
                    (system.getProcessCpuTime() - cpu) / 1e9,
                    result.storageRowsRead());
        }
    }

    /** Reads it once, asking all the while how much memory it holds: the reading that warms up. */
    private static double mostMemory(EmbeddedClickHouse engine, String sql) throws InterruptedException {
        Thread reader = new Thread(() -> engine.execute(sql), "read");
        reader.start();
        long most = 0;
        while (reader.isAlive()) {
            most = Math.max(
                    most,
                    Long.parseLong(engine.query("SELECT max(peak_memory_usage) FROM system.processes"
                            + " WHERE query LIKE 'SELECT * FROM milepost.%'")));
            Thread.sleep(POLL_MILLIS);
        }
        return most / MEBIBYTE;
    }

    /** Merges take processors too: they are over before anything is measured. */
    private static void awaitMerges(EmbeddedClickHouse engine) throws InterruptedException {
        while (!engine.query("SELECT count() FROM system.merges").equals("0")) {
            Thread.sleep(1_000);
        }
    }

    private static String[] fill(int events) {
        try (InputStream in = ViewsBenchmark.class.getResourceAsStream("views.sql")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@events", Integer.toString(events))
                    .replace("@users", Integer.toString(Math.max(FEWEST_USERS, events / EVENTS_OF_A_USER)));
            return Arrays.stream(script.split(";\\s*(\n|$)"))
                    .filter(each -> !each.isBlank())
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
