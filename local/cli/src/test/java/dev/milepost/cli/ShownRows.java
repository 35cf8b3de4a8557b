package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.MetricViews;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every row of every view of database {@code milepost}, which views there are being asked of the warehouse itself.
 *
 * <p>Left out is what two runs over the same events may differ in: {@code revision} of all, which says in which run and
 * how often a row was told; and {@code progress.watermark}, because a rebuild ends where the archive does, while time goes
 * on in a live run. With it go the views of metrics, which say what has had its time; they are made of the other views alone.
 */
record ShownRows(Map<String, List<String>> rows) {

    private static final Set<String> LEFT_OUT = Set.of("progress.watermark");

    /** Which periods have begun is the watermark's word too; how the pipeline ran is no row of its events. */
    private static final Set<String> OF_THE_RUN = Set.of("cohort_cells", "pipeline_metrics");

    static ShownRows of(Shell shell) {
        Map<String, List<String>> columns = new TreeMap<>();
        LiveStack.ask(
                        shell,
                        "SELECT table, name FROM system.columns WHERE database = 'milepost' AND name != 'revision'"
                                + " ORDER BY table, position")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(column -> !MetricViews.NAMES.contains(column[0]) && !OF_THE_RUN.contains(column[0]))
                .filter(column -> !LEFT_OUT.contains(column[0] + "." + column[1]))
                .forEach(column -> columns.computeIfAbsent(column[0], any -> new ArrayList<>())
                        .add("`" + column[1] + "`"));
        // One question for all views: at rest each has to open the engine.
        String all = columns.entrySet().stream()
                .map(view -> "SELECT '" + view.getKey() + "', toString(tuple(" + String.join(", ", view.getValue())
                        + ")) FROM milepost." + view.getKey())
                .collect(Collectors.joining(" UNION ALL "));
        Map<String, List<String>> rows = new TreeMap<>();
        columns.keySet().forEach(view -> rows.put(view, new ArrayList<>()));
        LiveStack.ask(shell, all)
                .lines()
                .map(line -> line.split("\t", 2))
                .forEach(row -> rows.get(row[0]).add(row[1]));
        rows.values().forEach(Collections::sort);
        return new ShownRows(rows);
    }

    ShownRows without(String view) {
        Map<String, List<String>> others = new TreeMap<>(rows);
        others.remove(view);
        return new ShownRows(others);
    }

    int count(String view) {
        return rows.get(view).size();
    }

    /** View by view, row by row. */
    void assertAs(ShownRows others, String what) {
        assertThat(rows.keySet()).as(what).isEqualTo(others.rows.keySet());
        rows.forEach((view, own) -> {
            List<String> theirs = others.rows.get(view);
            assertThat(own.equals(theirs))
                    .as(() -> what + ": " + view + "\n  only now: " + first(own, theirs) + "\n  only before: "
                            + first(theirs, own))
                    .isTrue();
        });
    }

    private static List<String> first(List<String> rows, List<String> without) {
        List<String> left = new ArrayList<>(rows);
        without.forEach(left::remove);
        return left.stream().limit(3).toList();
    }
}
