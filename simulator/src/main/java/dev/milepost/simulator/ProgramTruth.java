package dev.milepost.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;

/**
 * What programs must have made of all that live traffic has sent so far.
 *
 * @param asOf up to which event time, inclusive
 * @param milestones how many are reached, by {@code program/milestone}
 * @param entries of the ledger with an effective_at up to then
 * @param verdicts distinct ones sent
 * @param reviews distinct ones sent
 * @param payouts distinct ones sent; each pays what is released, and no more
 */
public record ProgramTruth(
        Instant asOf,
        SortedMap<String, Long> milestones,
        SortedMap<Line, Sum> entries,
        long verdicts,
        long reviews,
        long payouts) {

    /**
     * What entries are added up by.
     *
     * @param step EARNED, HELD, RELEASED, PAID, VOIDED or REVERSED
     * @param currency ISO 4217, or the unit
     */
    public record Line(String program, String step, String currency) implements Comparable<Line> {

        private static final Comparator<Line> ORDER =
                Comparator.comparing(Line::program).thenComparing(Line::step).thenComparing(Line::currency);

        @Override
        public int compareTo(Line other) {
            return ORDER.compare(this, other);
        }
    }

    /** Entries added up: minor units, or millionths of a unit. */
    public record Sum(long entries, long amountMinor) {

        static Sum of(ExpectedEntry entry) {
            return new Sum(1, entry.amountMinor());
        }

        Sum plus(Sum other) {
            return new Sum(entries + other.entries, Math.addExact(amountMinor, other.amountMinor));
        }
    }
}
