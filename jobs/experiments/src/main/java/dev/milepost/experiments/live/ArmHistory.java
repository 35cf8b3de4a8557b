package dev.milepost.experiments.live;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one arm came to be where it is on one metric.
 *
 * @param arm against control
 * @param metric as people call it, of money with its currency
 * @param points the end of each day, the oldest first
 */
public record ArmHistory(String arm, String control, String metric, List<Point> points) {

    /**
     * The end of a day, UTC.
     *
     * @param row as the view experiment_results would have it
     */
    public record Point(LocalDate day, Map<String, String> row) {

        /** In units of the currency, not its minor units; NaN where nothing is said yet. */
        public double effect() {
            return MeasuredResult.of(row).amount("effect");
        }

        /** Where its interval begins. */
        public double low() {
            return MeasuredResult.of(row).amount("ci_low");
        }

        /** Where its interval ends. */
        public double high() {
            return MeasuredResult.of(row).amount("ci_high");
        }
    }

    /** Those of a metric, named as in the warehouse: by currency, then by arm. */
    public static List<ArmHistory> of(DailyReadings readings, String metric) {
        Map<List<String>, List<Point>> points = new LinkedHashMap<>();
        for (DailyReadings.Day day : readings.days()) {
            for (Map<String, String> row : day.rows()) {
                if (row.get("metric").equals(metric)) {
                    points.computeIfAbsent(
                                    List.of(row.get("currency"), row.get("arm"), row.get("control")),
                                    first -> new ArrayList<>())
                            .add(new Point(day.date(), row));
                }
            }
        }
        return points.entrySet().stream()
                .map(each -> new ArmHistory(
                        each.getKey().get(1),
                        each.getKey().get(2),
                        MeasuredResult.of(each.getValue().get(0).row()).metric(),
                        List.copyOf(each.getValue())))
                .toList();
    }

    /** Its figures, the newest first. */
    public FigureTable table() {
        String interval = MeasuredResult.of(points.get(0).row()).intervalName();
        List<List<String>> rows = new ArrayList<>();
        for (int i = points.size() - 1; i >= 0; i--) {
            Point point = points.get(i);
            rows.add(MeasuredResult.of(point.row()).cellsOf(point.day().toString()));
        }
        return new FigureTable(
                arm + " against " + control + ": " + metric,
                List.of(
                        FigureTable.text("Day (UTC)"),
                        FigureTable.number("Users"),
                        FigureTable.number("Users of " + control),
                        FigureTable.number("Effect"),
                        FigureTable.text(interval),
                        FigureTable.number("Lift"),
                        FigureTable.text(interval)),
                rows,
                List.of());
    }
}
