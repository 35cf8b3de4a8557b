package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import java.time.ZoneId;

/**
 * A suppressor of asks of a program: an event that stops them for a while, unless another has come since.
 *
 * @param key of 64 bits, by program, event and {@code unless}: two that differ in the time alone share it
 * @param fromMillis events before that time, from when the first version has it, do not count
 * @param event with its conditions
 * @param within how long it stops asks
 * @param unless what undoes it, or null
 * @param program events of others do not count
 * @param zone of calendar lengths
 */
public record Watch(
        long key, long fromMillis, Pattern.Event event, Span within, String unless, String program, ZoneId zone) {

    /** Whether it is one that stops asks. */
    public boolean stops(SubjectEvent given) {
        return isSeen(given) && event.names().contains(given.name()) && event.matches(given);
    }

    /** Whether it is one that lets asks go on. */
    public boolean undoes(SubjectEvent given) {
        return isSeen(given) && given.name().equals(unless);
    }

    private boolean isSeen(SubjectEvent given) {
        return given.timeMillis() >= fromMillis
                && (given.program() == null || given.program().equals(program));
    }

    /** Whether facts that other folds found decide it. */
    boolean restsOnFacts() {
        return event.names().stream().anyMatch(RefundedOrders::isDerived)
                || (unless != null && RefundedOrders.isDerived(unless));
    }

    /** Whether what happened then stops an ask now: it is within (now − within, now]. */
    public boolean holds(long thenMillis, long nowMillis) {
        return thenMillis > within.before(nowMillis, zone);
    }

    /** From when on what happened then stops nothing. */
    public long over(long thenMillis) {
        return Lengths.left(thenMillis, within, zone) - 1;
    }

    Watch from(long otherMillis) {
        return new Watch(key, otherMillis, event, within, unless, program, zone);
    }

    static long key(String program, Pattern.Event event, String unless, ZoneId zone, String currency) {
        return PatternText.hash(
                program + '\n' + PatternText.hash(event, zone, currency) + '\n' + (unless == null ? "" : unless));
    }
}
