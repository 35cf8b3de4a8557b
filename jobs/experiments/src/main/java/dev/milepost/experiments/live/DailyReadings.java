package dev.milepost.experiments.live;

import dev.milepost.experiments.model.ArmCount;
import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.experiments.model.Line;
import dev.milepost.experiments.model.Metric;
import dev.milepost.experiments.model.Reading;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an experiment said at the end of each day, UTC. The table experiment_arms has its sums as they are now and no history, so it is
 * computed anew, in SQL over the views exposures, asks, conversions, events and bindings: a unit is exposed from the day of its
 * exposure on, and counts with its outcome from the day on which its horizon ends; the sums up to each day are read by
 * {@link Reading}, as the job reads its own. The outcome is what is known of it today: a late event, or a refund of the horizon that
 * was cancelled after it, is in the days before it came as well. So the last day says what
 * experiment_results says, and a day of before what it would have said had everything been in time.
 *
 * <p>Without the covariate: of an adjusted effect there is only today's. Without contamination, too.
 *
 * @param days from the first exposure to the watermark, or to the end of the last horizon if that was before; none where there are no exposures, or no version that exposed can be read
 */
public record DailyReadings(List<Day> days) {

    /**
     * The end of a day.
     *
     * @param rows of every arm and metric, as the view experiment_results would have them, but for what is adjusted
     */
    public record Day(LocalDate date, List<Map<String, String>> rows) {}

    /**
     * Computes them.
     *
     * @param terms those by which the job reads
     */
    public static DailyReadings of(Views views, String id, ReadingTerms terms) throws ClickHouseFailure {
        List<ExposureTerms> versions = ExposureTerms.read(views, id);
        if (versions.isEmpty()) {
            return new DailyReadings(List.of());
        }
        StringJoiner rows = new StringJoiner(", ");
        versions.forEach(version -> rows.add(version.row()));
        String units = resource("units.sql").replace("$TERMS", rows.toString());
        Map<String, String> place = Map.of("id", id);
        List<Map<String, String>> exposed = views.rows(units + resource("exposed.sql"), place);
        List<Map<String, String>> outcomes = views.rows(units + resource("outcomes.sql"), place);
        return exposed.isEmpty()
                ? new DailyReadings(List.of())
                : new DailyReadings(new Reader(id, versions).days(exposed, outcomes, terms));
    }

    private static String resource(String name) {
        try (InputStream in = DailyReadings.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds up from day to day. */
    private static final class Reader {

        private final String id;
        private final Map<String, ExposureTerms> versions = new HashMap<>();
        private final SortedMap<String, ArmCount> arms = new TreeMap<>();
        private final SortedMap<Line, ArmMoments> lines = new TreeMap<>();

        Reader(String id, List<ExposureTerms> versions) {
            this.id = id;
            versions.forEach(each -> this.versions.put(each.program() + "@" + each.version(), each));
        }

        List<Day> days(List<Map<String, String>> exposed, List<Map<String, String>> outcomes, ReadingTerms terms) {
            Map<String, List<Map<String, String>>> exposedOf = byDay(exposed);
            Map<String, List<Map<String, String>>> outcomesOf = byDay(outcomes);
            List<Day> days = new ArrayList<>();
            LocalDate first = LocalDate.parse(exposed.get(0).get("day"));
            LocalDate last = LocalDate.parse(exposed.get(0).get("last_day"));
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                exposedOf.getOrDefault(day.toString(), List.of()).forEach(this::expose);
                outcomesOf.getOrDefault(day.toString(), List.of()).forEach(this::count);
                Reading reading = Reading.of(new ExperimentSums(id, arms, lines, 0), terms);
                days.add(new Day(
                        day,
                        reading.results().stream()
                                .map(result -> ResultRow.of(
                                        result, reading.sampleRatio().blocks(), terms))
                                .toList()));
            }
            return List.copyOf(days);
        }

        private static Map<String, List<Map<String, String>>> byDay(List<Map<String, String>> rows) {
            return rows.stream().collect(Collectors.groupingBy(row -> row.get("day")));
        }

        private void expose(Map<String, String> row) {
            long units = Long.parseLong(row.get("units"));
            ExposureTerms terms = versions.get(row.get("program_id") + "@" + row.get("version"));
            terms.shares().forEach((arm, share) -> {
                add(arm, 0, Math.multiplyExact(units, share));
                for (Metric metric : Metric.values()) {
                    if (!metric.isMoney() || !terms.currency().isEmpty()) {
                        lines.putIfAbsent(
                                new Line(arm, metric, metric.isMoney() ? terms.currency() : ""), ArmMoments.NONE);
                    }
                }
            });
            add(row.get("arm"), units, 0);
        }

        private void add(String arm, long units, long planned) {
            ArmCount before = arms.getOrDefault(arm, new ArmCount(0, 0, 0, 0));
            arms.put(
                    arm,
                    new ArmCount(before.exposed() + units, Math.addExact(before.plannedMillionths(), planned), 0, 0));
        }

        private void count(Map<String, String> row) {
            Line line = new Line(
                    row.get("arm"), Metric.valueOf(row.get("metric").toUpperCase(Locale.ROOT)), row.get("currency"));
            ArmMoments more = new ArmMoments(
                    Long.parseLong(row.get("n")),
                    new BigInteger(row.get("sum_y")),
                    new BigInteger(row.get("sum_yy")),
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO);
            lines.merge(line, more, ArmMoments::plus);
        }
    }
}
