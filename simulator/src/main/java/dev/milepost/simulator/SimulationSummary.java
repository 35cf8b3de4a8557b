package dev.milepost.simulator;

import java.util.SortedMap;

/**
 * What a simulation made, by kind: {@code truth/summary.json}.
 *
 * @param streams lines by stream
 * @param events accepted events (neither duplicates nor too late) by their name or kind, with {@code bot} clicks beside
 * @param people users, advocates, customers from before the period, users with two linked devices or more
 *     ({@code merged}), devices with anonymous clicks before they were linked ({@code merged_devices})
 * @param referrals expected rows by outcome ({@code bound:<evidence>}, {@code refused:<reason>}, {@code none}), and
 *     {@code code_after_click}
 * @param milestones that programs must find, by {@code program/milestone}
 * @param entries that the ledger must have at the end of the period, by {@code program/step}
 * @param money by currency, over accepted purchases
 */
public record SimulationSummary(
        SortedMap<String, StreamCounts> streams,
        SortedMap<String, Long> events,
        SortedMap<String, Long> people,
        SortedMap<String, Long> referrals,
        SortedMap<String, Long> milestones,
        SortedMap<String, Long> entries,
        SortedMap<String, Money> money) {

    /**
     * Lines of one stream: {@code lines = accepted + duplicates + tooLate}.
     *
     * @param accepted events that count
     * @param duplicates exact repetitions
     * @param tooLate received more than 24 h after their event time: dead letters {@code late}
     * @param late accepted, received a minute or more after their event time
     * @param outOfOrder accepted, received less than a minute after their event time, but later
     */
    public record StreamCounts(long lines, long accepted, long duplicates, long tooLate, long late, long outOfOrder) {}

    /**
     * Orders and renewals in one currency.
     *
     * @param refundedOrders orders with a refund or chargeback that was accepted, whether it stands or not
     */
    public record Money(long orders, long refundedOrders, long grossMinor, long netMinor) {}
}
