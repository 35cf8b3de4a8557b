package dev.milepost.cli;

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
import dev.milepost.dashboards.VariableOptions;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every panel over a warehouse that the pipeline itself filled, from a simulated world with adversaries. */
class SimulatedDashboardsIT {

    private static final List<String> PROGRAMS = List.of("ask-onboarding-trio", "ten-for-both", "one-five-ten");

    private static final String AS_GRAFANA_TAKES_IT =
            "\nSETTINGS date_time_output_format = 'unix_timestamp', output_format_json_quote_denormals = 1";

    @TempDir
    private Path folder;

    @Test
    void everyPanelDrawsWhatThePipelineWrote() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path sim = folder.resolve("sim");
        assertThat(shell.run(
                        "simulate",
                        "--adversaries",
                        "--users",
                        "1500",
                        "--days",
                        "120",
                        "--seed",
                        "4",
                        "--out",
                        sim.toString()))
                .isZero();
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : PROGRAMS) {
            Files.copy(Path.of("../../programs").resolve(program + ".yaml"), programs.resolve(program + ".yaml"));
        }
        Path warehouse = folder.resolve("warehouse");
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        sim.toString(),
                        "--programs",
                        programs.toString(),
                        "--warehouse",
                        warehouse.toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.run("ltv", "fit", "--warehouse", warehouse.toString(), "--holdout", "4w"))
                .as(shell.err())
                .isZero();

        List<String> silent = new ArrayList<>();
        try (Warehouse open = Warehouse.embedded(warehouse, 0)) {
            Instant end = Instant.ofEpochMilli(Long.parseLong(open.client()
                    .query("SELECT toUnixTimestamp64Milli(max(event_time)) AS at FROM milepost.events")
                    .get(0)
                    .get("at")));
            for (Dashboard dashboard : Dashboards.all()) {
                TimeRange range = TimeRange.of(dashboard.from(), dashboard.to(), Clock.fixed(end, ZoneOffset.UTC));
                VariableOptions options =
                        VariableOptions.of(dashboard.variables(), range, Map.of(), sql -> ask(open, sql));
                for (Panel panel : dashboard.panels()) {
                    for (Query query : panel.queries()) {
                        String sql = PanelSql.of(
                                query.sql(),
                                dashboard.variables(),
                                Selection.of(range, options.choices(), 100, panel.interval()));
                        Frame frame = ask(open, sql);
                        PanelShape.check(panel, query, frame);
                        if (!showsSomething(frame)) {
                            silent.add(dashboard.uid() + " " + panel.title());
                        }
                    }
                }
            }
        }
        System.out.println("@@ " + String.join("\n@@ ", silent));
        assertThat(silent).isEmpty();
    }

    private static boolean showsSomething(Frame frame) {
        return frame.rows().stream().anyMatch(row -> {
            for (int i = 0; i < row.size(); i++) {
                if (frame.columns().get(i).type() == ColumnKind.NUMBER && row.get(i) != null) {
                    return true;
                }
            }
            return false;
        });
    }

    private static Frame ask(Warehouse warehouse, String sql) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            warehouse.client().copy(sql + AS_GRAFANA_TAKES_IT, "JSONCompact", out);
            return Frame.of(out.toByteArray());
        } catch (ClickHouseFailure e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
