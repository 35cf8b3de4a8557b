package dev.milepost.simulator;

import java.util.List;

/**
 * One whom the advocate of a {@link Circle} wins, from the first click to the last cent. Times are in milliseconds; what does not
 * happen is at Long.MAX_VALUE.
 *
 * @param person who signs up at their joinedMillis
 * @param byLink by the advocate's link; else they enter the code
 * @param amountMinor of their only order
 * @param backMillis when the order is refunded or charged back
 * @param cancelledMillis when that refund is cancelled
 * @param milestones what their order completes
 * @param earned what it earns
 */
record Friend(
        Person person,
        Fate fate,
        boolean byLink,
        long clickedMillis,
        long amountMinor,
        long orderedMillis,
        long judgedMillis,
        long reviewedMillis,
        long backMillis,
        long cancelledMillis,
        List<ExpectedMilestone> milestones,
        List<Chain> earned) {

    static final long NEVER = Long.MAX_VALUE;
}
