package dev.milepost.experiments.model;

import dev.milepost.experiments.statistics.ArmMoments;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment as it stands: exact sums, to and from which units come and go in any order. Immutable.
 *
 * @param arms every arm that a unit is in or a file gives a share
 * @param lines moments of every arm on every metric, of those units whose horizon is over; of money by currency
 * @param told how often its rows have been told
 */
public record ExperimentSums(
        String experimentId, SortedMap<String, ArmCount> arms, SortedMap<Line, ArmMoments> lines, long told) {

    /** The arm of who is held out. */
    public static final String HOLDOUT = "holdout";

    public ExperimentSums {
        arms = Collections.unmodifiableSortedMap(new TreeMap<>(arms));
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    public static ExperimentSums none(String experimentId) {
        return new ExperimentSums(experimentId, new TreeMap<>(), new TreeMap<>(), 0);
    }

    /** Once its rows are told again. */
    public ExperimentSums toldOnceMore() {
        return new ExperimentSums(experimentId, arms, lines, told + 1);
    }

    /** With a change taken in. */
    public ExperimentSums with(UnitChange change) {
        SortedMap<String, ArmCount> newArms = new TreeMap<>(arms);
        SortedMap<Line, ArmMoments> newLines = new TreeMap<>(lines);
        if (change.before() != null) {
            count(change.before(), true, newArms);
            moments(change.before(), true, newLines);
        }
        if (change.after() != null) {
            count(change.after(), false, newArms);
            moments(change.after(), false, newLines);
        }
        return new ExperimentSums(experimentId, newArms, newLines, told);
    }

    private static void count(Unit unit, boolean taken, SortedMap<String, ArmCount> arms) {
        unit.shares().forEach((arm, share) -> add(arm, new ArmCount(0, share, 0, 0), taken, arms));
        add(unit.arm(), new ArmCount(1, 0, unit.outcome() == null ? 0 : 1, unit.referees()), taken, arms);
    }

    private static void add(String arm, ArmCount count, boolean taken, SortedMap<String, ArmCount> arms) {
        arms.merge(arm, ArmCount.NONE.plus(taken ? count.negated() : count), ArmCount::plus);
    }

    /** Of every arm there is a line, be it of no unit. */
    private static void moments(Unit unit, boolean taken, SortedMap<Line, ArmMoments> lines) {
        for (Metric metric : Metric.values()) {
            if (metric.isMoney() && unit.currency().isEmpty()) {
                continue;
            }
            String currency = metric.isMoney() ? unit.currency() : "";
            unit.shares().keySet().forEach(arm -> lines.putIfAbsent(new Line(arm, metric, currency), ArmMoments.NONE));
            Line line = new Line(unit.arm(), metric, currency);
            ArmMoments sums = lines.getOrDefault(line, ArmMoments.NONE);
            if (unit.outcome() != null) {
                ArmMoments one = moments(metric, unit.outcome());
                sums = taken ? sums.minus(one) : sums.plus(one);
            }
            lines.put(line, sums);
        }
    }

    private static ArmMoments moments(Metric metric, Outcome outcome) {
        BigInteger y = metric.of(outcome.tally());
        return ArmMoments.ofUnit(y, outcome.covariateMinor());
    }
}
