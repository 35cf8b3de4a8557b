package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * What an advocate's window says at an assessment: at most 49 gaps and 50 networks, a few hundred bytes.
 *
 * @param lastHour the advocate's other referrals bound with the assessed one within an hour, wherever that hour begins: the most;
 *     below 0 where the window no longer has it
 * @param hourMass weighted referrals of this hour of the week in the weeks before: Σ (1 − α)^age · referrals
 * @param weeksMass the weight of those weeks: Σ (1 − α)^age, 0 in the first
 * @param firstOfWeek whether the assessed referral is the advocate's first of its week
 * @param lastWeek the advocate's referrals bound in the seven days until the assessed one was, itself among them
 * @param gapsMillis between one binding and the next, in time order
 * @param lastGapMillis between the assessed binding and the one before; below 0 where it is the first
 * @param networks how many of the referees came from each network (ip24) that is known
 * @param orphans signups without a click or with another device than clicked, of those where that is known
 * @param refunds referees with a refund within 30 days of qualifying, of those qualified
 * @param inactive referees without an event 14 days after qualifying, of those where that is known
 * @param nearThreshold orders just above a threshold, of the referees that ordered
 * @param traces what else the referees show
 */
public record WindowSummary(
        int lastHour,
        double hourMass,
        double weeksMass,
        boolean firstOfWeek,
        int lastWeek,
        List<Long> gapsMillis,
        long lastGapMillis,
        List<Integer> networks,
        Counted orphans,
        Counted refunds,
        Counted inactive,
        Counted nearThreshold,
        Traces traces) {

    /** Of an advocate of whom nothing is known. */
    public static final WindowSummary EMPTY = new WindowSummary(
            0,
            0,
            0,
            true,
            0,
            List.of(),
            -1,
            List.of(),
            Counted.NONE,
            Counted.NONE,
            Counted.NONE,
            Counted.NONE,
            Traces.NONE);

    public WindowSummary {
        gapsMillis = List.copyOf(gapsMillis);
        networks = List.copyOf(networks);
    }
}
