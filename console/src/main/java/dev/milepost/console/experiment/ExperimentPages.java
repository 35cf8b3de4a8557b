package dev.milepost.console.experiment;

import dev.milepost.console.Reads;
import dev.milepost.console.dashboard.Csv;
import dev.milepost.console.web.Pages;
import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Frame;
import dev.milepost.experiments.ExperimentSettings;
import dev.milepost.experiments.live.ArmHistory;
import dev.milepost.experiments.live.DailyReadings;
import dev.milepost.experiments.live.LiveExperiment;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.settings.Settings;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of experiments, an experiment, and how its intervals came to be where they are. */
public final class ExperimentPages {

    private static final int LONGEST_ID = 200;
    private static final Set<String> TEXTS =
            Set.of("experiment_id", "day", "arm", "metric", "currency", "control", "status", "is_primary", "blocked");

    private final Reads reads;
    private final Pages pages;
    private final Settings settings;

    /** Of that warehouse. */
    public ExperimentPages(Reads reads, Pages pages, Settings settings) {
        this.reads = reads;
        this.pages = pages;
        this.settings = settings;
    }

    /** {@code /experiments}. */
    public void list(Context context) throws ClickHouseFailure {
        List<ListedExperiment> listed = LiveExperiment.all(reads::rows).stream()
                .map(ListedExperiment::of)
                .toList();
        pages.show(context, "experiments", "Experiments", Map.of("experiments", listed));
    }

    /** {@code /experiments/{id}?metric=…}: the metric is that whose interval is drawn. */
    public void page(Context context) throws ClickHouseFailure {
        LiveExperiment live = live(context);
        ExperimentView view = ExperimentView.of(live, metric(context));
        pages.show(context, "experiment", "Experiment " + live.id(), Map.of("view", view));
    }

    /** {@code /experiments/{id}/over-time?metric=…}: a part of the page. */
    public void overTime(Context context) throws ClickHouseFailure {
        List<HistoryView> drawn = ArmHistory.of(readings(live(context)), metric(context)).stream()
                .map(HistoryView::of)
                .toList();
        pages.fragment(context, "over-time", Map.of("histories", drawn));
    }

    /** {@code /experiments/{id}/over-time/csv}: every metric of every day. */
    public void overTimeCsv(Context context) throws ClickHouseFailure {
        List<Map<String, String>> rows = new ArrayList<>();
        readings(live(context))
                .days()
                .forEach(day -> day.rows().forEach(row -> {
                    Map<String, String> dated =
                            new LinkedHashMap<>(Map.of("day", day.date().toString()));
                    dated.putAll(row);
                    rows.add(dated);
                }));
        csv(context, "over-time.csv", rows);
    }

    /** {@code /experiments/{id}/csv}: rows of experiment_results. */
    public void csv(Context context) throws ClickHouseFailure {
        csv(context, "experiment.csv", live(context).results());
    }

    private static void csv(Context context, String name, List<Map<String, String>> rows) {
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType("text/csv; charset=utf-8")
                .result(Csv.of(frame(rows)));
    }

    private static Frame frame(List<Map<String, String>> rows) {
        if (rows.isEmpty()) {
            return new Frame(List.of(), List.of());
        }
        List<Frame.Column> columns = rows.get(0).keySet().stream()
                .map(name -> new Frame.Column(name, TEXTS.contains(name) ? ColumnKind.TEXT : ColumnKind.NUMBER))
                .toList();
        List<List<Object>> values = rows.stream()
                .map(row -> (List<Object>) new ArrayList<Object>(row.values()))
                .toList();
        return new Frame(columns, values);
    }

    private LiveExperiment live(Context context) throws ClickHouseFailure {
        String id = context.pathParam("id");
        LiveExperiment live = LiveExperiment.read(reads::rows, id.length() > LONGEST_ID ? "" : id);
        if (live.arms().isEmpty()) {
            throw new NotFoundResponse("Nobody has been exposed to an experiment of that id.");
        }
        return live;
    }

    private static String metric(Context context) {
        return Optional.ofNullable(context.queryParam("metric")).orElse("");
    }

    /** By the terms of the job, as its rows tell them. */
    private DailyReadings readings(LiveExperiment live) throws ClickHouseFailure {
        long least = settings.get(ExperimentSettings.LEAST_UNITS);
        if (live.results().isEmpty()) {
            return new DailyReadings(List.of());
        }
        Map<String, String> first = live.results().get(0);
        ReadingTerms terms =
                new ReadingTerms(LiveExperiment.figure(first, "alpha"), LiveExperiment.figure(first, "tuning"), least);
        return DailyReadings.of(reads::rows, live.id(), terms);
    }
}
