package dev.milepost.cli.chaos;

import java.util.List;

/**
 * What a run came to.
 *
 * @param events that the topics hold
 * @param comparisons one line per table and standard
 * @param checks one line for each thing that must be so of every warehouse
 * @param conduct one line for each thing that must be so of the run itself
 * @param processes one line per process
 * @param kills one line per kind of blow
 * @param figures others, by name
 * @param firstDifference the first row that differs, field by field, and the events that concern it; empty where none does
 */
public record ChaosReport(
        long events,
        List<Comparison> comparisons,
        List<Check> checks,
        List<Check> conduct,
        List<ProcessLine> processes,
        List<KillLine> kills,
        List<Figure> figures,
        String firstDifference) {

    /** How one table compares with what it must be; {@code extra} counts keys that should not be, or are there twice. */
    public record Comparison(
            String against, String table, long expected, long found, long lost, long extra, long different) {

        /** Whether it is what it must be, and there is something at all. */
        public boolean holds() {
            return lost + extra + different == 0 && expected == found && expected > 0;
        }
    }

    /** Something that must be so of rows, or of the run; {@code violations} counts where it is not. */
    public record Check(String what, long rows, long violations) {

        /** Whether it is so, and there is something at all. */
        public boolean holds() {
            return violations == 0 && rows > 0;
        }
    }

    /**
     * One process over all its lives; the peak of its resident size is 0 where it is not known, and may be
     * {@code mostMegabytes}.
     */
    public record ProcessLine(
            String name, int starts, int kills, int endedByItself, long peakMegabytes, int mostMegabytes) {}

    /** Kills of one kind; {@code afterInsert} of them between an insert and the end of its commit. */
    public record KillLine(String victim, int kills, int afterInsert, int whileRecovering) {}

    /** A figure that is told as it is. */
    public record Figure(String name, long value) {}

    /** Whether nothing is lost, extra or different, and all is as it must be. */
    public boolean rowsHold() {
        return comparisons.stream().allMatch(Comparison::holds)
                && checks.stream().allMatch(Check::holds);
    }

    /** Whether that is so, of a run in which everything came about that was asked for, and nothing else. */
    public boolean holds() {
        return rowsHold() && conduct.stream().allMatch(Check::holds);
    }
}
