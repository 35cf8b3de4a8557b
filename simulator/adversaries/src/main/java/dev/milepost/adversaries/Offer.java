package dev.milepost.adversaries;

import dev.milepost.simulator.Market;

/**
 * What people are offered where they live: the first purchase of at least so much pays both sides. The program files of these
 * names say the same.
 *
 * @param leastMinor of the order, minor units
 * @param holdDays from the qualifying order until the reward is out
 */
record Offer(String program, long leastMinor, int holdDays) {

    private static final Offer DOLLARS = new Offer("ten-for-both", 500, 30);
    private static final Offer EUROS = new Offer("one-five-ten", 2_000, 14);

    /** Of a market of dollars or euros. */
    static Offer in(Market market) {
        return switch (market.currency) {
            case "USD" -> DOLLARS;
            case "EUR" -> EUROS;
            default -> throw new IllegalArgumentException("There is no offer in " + market.currency);
        };
    }
}
