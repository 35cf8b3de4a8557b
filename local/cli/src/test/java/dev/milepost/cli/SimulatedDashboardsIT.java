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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every panel over a warehouse that the pipeline itself filled, from simulated worlds. */
class SimulatedDashboardsIT {

    private static final List<String> PROGRAMS = List.of("ask-onboarding-trio", "ten-for-both", "one-five-ten");

    /** Simulated people view no asks; so few are no effect; nobody reviews; nothing is measured; and no record is bad. */
    private static final List<String> SILENT = List.of(
            "milepost-conversion / Asks viewed that are shared",
            "milepost-experiments / Effect by arm: $metric",
            "milepost-experiments / Mean outcome by arm: $metric",
            "milepost-experiments / Smallest p, valid at every look",
            "milepost-fraud / Calibration",
            "milepost-fraud / Confirmed of those decided",
            "milepost-fraud / Precision",
            "milepost-fraud / Precision by reason",
            "milepost-fraud / Recall",
            "milepost-health / Busy",
            "milepost-health / Checkpoints that failed",
            "milepost-health / Checkpoints: how large",
            "milepost-health / Checkpoints: how long",
            "milepost-health / Dead letters by reason",
            "milepost-health / Dead letters by stream",
            "milepost-health / Held up by those after it",
            "milepost-health / Lag of what the sink has received",
            "milepost-health / Last checkpoint took",
            "milepost-health / Latest dead letters",
            "milepost-health / Records a second",
            "milepost-health / Records a second by operator",
            "milepost-health / Records not read yet",
            "milepost-health / Restarts");

    private static final String AS_GRAFANA_TAKES_IT =
            "\nSETTINGS date_time_output_format = 'unix_timestamp', output_format_json_quote_denormals = 1";

    @TempDir
    private Path folder;

    /** The world with adversaries has verdicts, the other one asks and an experiment. */
    @Test
    void everyPanelDrawsWhatThePipelineWrote() throws Exception {
        Set<String> silent = silent(backfilled("adversaries", "--users", "500", "--days", "70", "--adversaries"));
        silent.retainAll(
                silent(backfilled("plain", "--users", "500", "--days", "200", "--set", "fraud.own_verdicts=false")));

        assertThat(silent).containsExactlyInAnyOrderElementsOf(SILENT);
    }

    private Path backfilled(String name, String users, String count, String days, String length, String... more)
            throws Exception {
        Shell shell = new Shell(folder.resolve(name));
        Path sim = folder.resolve(name + "-events");
        List<String> simulate = new ArrayList<>(
                List.of("simulate", users, count, days, length, "--seed", "4", "--out", sim.toString()));
        List<String> backfill = new ArrayList<>(List.of("backfill", "--events", sim.toString(), "--programs"));
        backfill.add(programs().toString());
        (more[0].equals("--adversaries") ? simulate : backfill).addAll(List.of(more));
        assertThat(shell.run(simulate.toArray(String[]::new))).as(shell.err()).isZero();
        Path warehouse = folder.resolve(name + "-warehouse");
        backfill.addAll(List.of("--warehouse", warehouse.toString()));
        assertThat(shell.run(backfill.toArray(String[]::new))).as(shell.err()).isZero();
        assertThat(shell.run("ltv", "fit", "--holdout", "4w", "--warehouse", warehouse.toString()))
                .as(shell.err())
                .isZero();
        return warehouse;
    }

    private Path programs() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : PROGRAMS) {
            Files.copy(
                    Path.of("../../programs").resolve(program + ".yaml"),
                    programs.resolve(program + ".yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return programs;
    }

    /** Draws every panel; those that show no number. */
    private static Set<String> silent(Path warehouse) throws Exception {
        Set<String> silent = new TreeSet<>();
        try (Warehouse open = Warehouse.embedded(warehouse, 0)) {
            Clock end = end(open);
            for (Dashboard dashboard : Dashboards.all()) {
                TimeRange range = TimeRange.of(dashboard.from(), dashboard.to(), end);
                VariableOptions options =
                        VariableOptions.of(dashboard.variables(), range, Map.of(), sql -> ask(open, sql));
                for (Panel panel : dashboard.panels()) {
                    for (Query query : panel.queries()) {
                        Selection selection = Selection.of(range, options.choices(), 100, panel.interval());
                        Frame frame = ask(open, PanelSql.of(query.sql(), dashboard.variables(), selection));
                        PanelShape.check(panel, query, frame);
                        if (!showsSomething(frame)) {
                            silent.add(dashboard.uid() + " / " + panel.title());
                        }
                    }
                }
            }
        }
        return silent;
    }

    private static Clock end(Warehouse warehouse) throws ClickHouseFailure {
        String last = warehouse
                .client()
                .query("SELECT toUnixTimestamp64Milli(max(event_time)) AS last FROM milepost.events")
                .get(0)
                .get("last");
        return Clock.fixed(Instant.ofEpochMilli(Long.parseLong(last)), ZoneOffset.UTC);
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
