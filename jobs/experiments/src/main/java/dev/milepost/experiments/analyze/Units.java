package dev.milepost.experiments.analyze;

import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.experiments.statistics.Metric;
import dev.milepost.runtime.table.Columns;
import dev.milepost.runtime.table.TableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** A table's units: arm, segment and numbers of each, and the sums of them. The first cell that is wrong refuses the table. */
final class Units {

    /** More are no arms, but another column. */
    private static final int MOST_GROUPS = 200;

    private final Question question;
    private final long namesAt;
    private final Groups arms = new Groups();
    private final Groups segments = new Groups();
    private final Map<String, Decimals> numbers = new LinkedHashMap<>();
    private final Map<String, Long> firstLines = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    private Units(Question question, long namesAt) {
        this.question = question;
        this.namesAt = namesAt;
        question.metrics().forEach(metric -> numbers.put(metric, new Decimals()));
        question.covariate().ifPresent(covariate -> numbers.putIfAbsent(covariate, new Decimals()));
    }

    /**
     * Reads all.
     *
     * @throws TableException if a cell is none that it must be, or there is no row
     */
    static Units read(Question question) {
        try (Columns columns = Columns.open(question.file(), question.columns())) {
            Units units = new Units(question, columns.line());
            while (columns.next()) {
                units.row(columns);
            }
            if (units.arms.size() == 0) {
                throw new TableException(question.file(), "there are names, but no rows");
            }
            return units;
        }
    }

    private void row(Columns columns) {
        String arm = group(columns, question.arm(), arms, "--arm");
        firstLines.putIfAbsent(arm, columns.line());
        counts.merge(arm, 1L, Long::sum);
        question.segment().ifPresent(segment -> group(columns, segment, segments, "--segment"));
        numbers.forEach((name, column) -> number(columns, name, column));
        for (String proportion : question.proportions()) {
            if (!numbers.get(proportion).isLastZeroOrOne()) {
                throw columns.refused(
                        proportion,
                        "'" + columns.text(proportion)
                                + "' is neither 0 nor 1, as a proportion's units are; write one of them, or compare it as"
                                + " a mean (--metric)");
            }
        }
    }

    private String group(Columns columns, String name, Groups groups, String option) {
        String cell = columns.text(name);
        if (cell.isEmpty()) {
            throw columns.refused(name, "the cell is empty; fill it in, or leave the row out");
        }
        if (groups.add(cell) > MOST_GROUPS) {
            throw columns.refused(
                    name,
                    "'" + cell + "' is the " + (MOST_GROUPS + 1) + "st group; give " + option
                            + " a column with a name of few groups");
        }
        return cell;
    }

    private static void number(Columns columns, String name, Decimals column) {
        String cell = columns.text(name);
        if (cell.isEmpty()) {
            throw columns.refused(
                    name, "the cell is empty; write 0 where a unit did nothing, or leave the row out for all metrics");
        }
        if (!column.add(cell)) {
            throw columns.refused(
                    name,
                    "'" + cell
                            + "' is no number that can be averaged; write one like -12.50 or 1.5e-3, and 1 or 0 for yes"
                            + " or no");
        }
    }

    /** Units by arm, in the order of their first rows. */
    Map<String, Long> counts() {
        return counts;
    }

    /** What is wrong with an arm, where it came first. */
    TableException refusedArm(String arm, String problem) {
        return new TableException(question.file(), firstLines.getOrDefault(arm, namesAt), question.arm(), problem);
    }

    /** What is wrong with a whole column. */
    TableException refusedColumn(String column, String problem) {
        return new TableException(question.file(), namesAt, column, problem);
    }

    /** Sums of all units by metric and arm, in the order of arms. */
    List<Metric> metrics() {
        return question.metrics().stream()
                .map(name -> metric(name, Arrays.asList(sums(name, row -> 0, 1))))
                .toList();
    }

    /** The same by segment, in the order of their first rows. */
    Map<String, List<Metric>> metricsBySegment() {
        Map<String, List<Metric>> bySegment = new LinkedHashMap<>();
        List<String> names = segments.names();
        int ofArms = arms.names().size();
        for (String name : question.metrics()) {
            List<ArmMoments> sums = Arrays.asList(sums(name, segments::of, names.size()));
            for (int segment = 0; segment < names.size(); segment++) {
                bySegment
                        .computeIfAbsent(names.get(segment), first -> new ArrayList<>())
                        .add(metric(name, sums.subList(segment * ofArms, (segment + 1) * ofArms)));
            }
        }
        return bySegment;
    }

    private Metric metric(String name, List<ArmMoments> sums) {
        Map<String, ArmMoments> byArm = new LinkedHashMap<>();
        List<String> names = arms.names();
        for (int arm = 0; arm < names.size(); arm++) {
            byArm.put(names.get(arm), sums.get(arm));
        }
        boolean proportion = question.proportions().contains(name);
        Metric.Kind kind = proportion
                ? Metric.Kind.PROPORTION
                : question.covariate().isPresent() ? Metric.Kind.ADJUSTED : Metric.Kind.MEAN;
        int decimals = proportion ? 0 : numbers.get(name).decimals();
        int decimalsOfX =
                question.covariate().map(numbers::get).map(Decimals::decimals).orElse(0);
        return new Metric(
                name, decimals, decimalsOfX, kind, !question.secondary().contains(name), byArm);
    }

    /** Of each segment's arms, segment by segment. */
    private ArmMoments[] sums(String name, IntUnaryOperator segmentOf, int ofSegments) {
        Decimals y = numbers.get(name);
        Decimals x = question.covariate().map(numbers::get).orElse(null);
        int decimals = y.decimals();
        int decimalsOfX = x == null ? 0 : x.decimals();
        int ofArms = arms.names().size();
        ArmMoments[] sums = new ArmMoments[ofSegments * ofArms];
        Arrays.fill(sums, ArmMoments.NONE);
        for (int row = 0; row < arms.size(); row++) {
            int at = segmentOf.applyAsInt(row) * ofArms + arms.of(row);
            sums[at] = sums[at].add(y.units(row, decimals), x == null ? 0 : x.units(row, decimalsOfX));
        }
        return sums;
    }
}
