package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Dashboard;
import dev.milepost.dashboards.Dashboards;
import dev.milepost.dashboards.Frame;
import dev.milepost.dashboards.Panel;
import dev.milepost.dashboards.PanelShape;
import dev.milepost.dashboards.PanelSql;
import dev.milepost.dashboards.Query;
import dev.milepost.dashboards.Selection;
import dev.milepost.dashboards.TimeRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dashboards and alert rules read of the running pipeline is there, of a stack that has made checkpoints. */
class PipelineMetricsIT {

    private static final Path ALERTS = Path.of("../../dashboards/provisioning/alerting/milepost.yaml");
    private static final Pattern NAMED = Pattern.compile("\\bmetric = '(\\w+)'");
    private static final String TABLE = "pipeline_metrics";
    private static final String OF_SOURCES =
            "operator IN (SELECT operator FROM pipeline_metrics WHERE metric = 'pendingRecords')";

    @TempDir
    private Path folder;

    @Test
    void everyMetricThatAPanelOrAnAlertRuleReadsIsMeasured() throws Exception {
        Set<String> read = metricsRead();
        assertThat(read).hasSize(10).contains("watermarkLagMillis", "numberOfFailedCheckpoints");
        try (LiveStack stack = LiveStack.start(folder.resolve("home"), "--set", "local.metrics_interval=500ms");
                OrderTraffic traffic = OrderTraffic.to(stack.kafka())) {
            Shell shell = stack.other();
            stack.until(() -> isMeasured(shell, "numberOfCompletedCheckpoints", "value >= 2"));
            stack.until(() -> isMeasured(shell, "numRecordsOutPerSecond", OF_SOURCES + " AND value > 0"));

            assertThat(ask(shell, "SELECT DISTINCT metric FROM pipeline_metrics")
                            .lines())
                    .containsExactlyInAnyOrderElementsOf(read);
            assertThat(ask(shell, "SELECT DISTINCT job FROM pipeline_metrics")).isEqualTo("milepost\n");
            eachIsWhereItBelongs(shell);
            everyPanelShowsSomething(shell);
            assertThat(traffic.sent()).isPositive();
        }
    }

    /** What is the job's own has no operator; a source tells by one name what it hands on and what it has not read yet. */
    private static void eachIsWhereItBelongs(Shell shell) {
        assertThat(
                        ask(
                                shell,
                                "SELECT DISTINCT metric FROM pipeline_metrics WHERE operator = '' AND subtask = -1 ORDER BY ALL"))
                .isEqualTo("""
                        lastCheckpointDuration
                        lastCheckpointSize
                        numRestarts
                        numberOfCompletedCheckpoints
                        numberOfFailedCheckpoints
                        """);
        assertThat(ask(shell, "SELECT count() FROM pipeline_metrics WHERE (operator = '') != (subtask < 0)"))
                .isEqualTo("0\n");
        String instances = "SELECT DISTINCT operator, subtask FROM pipeline_metrics WHERE metric = ";
        assertThat(ask(shell, instances + "'numRecordsOutPerSecond'").lines())
                .containsAll(ask(shell, instances + "'pendingRecords'").lines().toList());
        assertThat(ask(
                        shell,
                        "SELECT count(), uniqExact(recorded_at, job, operator, subtask, metric) FROM pipeline_metrics"))
                .as("a measurement is one row")
                .matches("(\\d+)\\t\\1\n");
        assertThat(ask(shell, "SELECT countIf(value < 0) FROM pipeline_metrics WHERE metric != 'watermarkLagMillis'"))
                .isEqualTo("0\n");
    }

    private static void everyPanelShowsSomething(Shell shell) {
        Dashboard health = Dashboards.all().stream()
                .filter(dashboard -> dashboard.uid().equals("milepost-health"))
                .findFirst()
                .orElseThrow();
        TimeRange range = TimeRange.of("now-15m", "now", Clock.systemUTC());
        Selection any = Selection.of(range, Map.of(), 100, Duration.ofSeconds(1));
        int panels = 0;
        for (Panel panel : health.panels()) {
            for (Query query : panel.queries()) {
                if (query.sql().contains(TABLE)) {
                    Frame frame = frame(shell, PanelSql.of(query.sql(), health.variables(), any));
                    PanelShape.check(panel, query, frame);
                    assertThat(numbers(frame)).as(panel.title()).isPositive();
                    panels++;
                }
            }
        }
        assertThat(panels).isEqualTo(11);
    }

    private static long numbers(Frame frame) {
        long numbers = 0;
        for (int i = 0; i < frame.columns().size(); i++) {
            int column = i;
            if (frame.columns().get(i).type() == ColumnKind.NUMBER) {
                numbers += frame.rows().stream()
                        .filter(row -> row.get(column) != null)
                        .count();
            }
        }
        return numbers;
    }

    private static Frame frame(Shell shell, String sql) {
        assertThat(shell.run(
                        "sql",
                        sql + "\nSETTINGS date_time_output_format = 'unix_timestamp'",
                        "--format",
                        "JSONCompact"))
                .as(shell.err())
                .isZero();
        return Frame.of(shell.out().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isMeasured(Shell shell, String metric, String condition) {
        return !ask(shell, "SELECT count() FROM pipeline_metrics WHERE metric = '" + metric + "' AND " + condition)
                .equals("0\n");
    }

    private static Set<String> metricsRead() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Dashboard dashboard : Dashboards.all()) {
            for (Panel panel : dashboard.panels()) {
                panel.queries().forEach(query -> find(query.sql(), names));
            }
        }
        find(Files.readString(ALERTS), names);
        return names;
    }

    private static void find(String sql, Set<String> names) {
        if (sql.contains(TABLE)) {
            Matcher named = NAMED.matcher(sql);
            while (named.find()) {
                names.add(named.group(1));
            }
        }
    }
}
