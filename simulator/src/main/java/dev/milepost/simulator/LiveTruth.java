package dev.milepost.simulator;

import java.util.SortedMap;

/**
 * What is true of all that live traffic has sent so far.
 *
 * @param events sent, duplicates included
 * @param duplicates exact repetitions among them
 * @param late sent a second or more after they happened
 * @param signups distinct signup events
 * @param orders orders and renewals: each is a conversion
 * @param refunds refunds and chargebacks, distinct events
 * @param boundReferrals referrals that must be bound by now
 * @param refusedReferrals refused evidence by now
 * @param grossMinor by currency, of the orders and renewals
 * @param netMinor by currency: gross less the refunds that stand, each order at least 0
 */
public record LiveTruth(
        long events,
        long duplicates,
        long late,
        long signups,
        long orders,
        long refunds,
        long boundReferrals,
        long refusedReferrals,
        SortedMap<String, Long> grossMinor,
        SortedMap<String, Long> netMinor) {}
