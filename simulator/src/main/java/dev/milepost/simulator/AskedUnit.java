package dev.milepost.simulator;

/**
 * Somebody whom an ask may have been for, and what was planted of it.
 *
 * @param arm {@code holdout} of who is held out
 * @param reachedMillis when they reached the milestone: they are exposed then, or, where a guard stops the ask, never
 * @param contaminated held out, they saw another's ask all the same
 * @param orderMinor what they bought because of it, in the program's currency; 0: nothing
 * @param winsFriend whether they won a friend because of it
 * @param friendMinor what that friend bought; 0: nothing
 */
public record AskedUnit(
        String experimentId,
        String userId,
        String arm,
        long reachedMillis,
        boolean contaminated,
        long orderMinor,
        boolean winsFriend,
        long friendMinor) {}
