package dev.milepost.simulator;

import java.util.Arrays;

/** Where people live, what they pay in, and when they are awake. */
public enum Market {
    US("USD", 1.0, -6, 38),
    GB("GBP", 0.79, 0, 14),
    DE("EUR", 0.92, 1, 14),
    FR("EUR", 0.92, 1, 9),
    JP("JPY", 1.5, 9, 7),
    CA("CAD", 1.35, -5, 7),
    BR("BRL", 5.1, -3, 6),
    IN("INR", 83.0, 5, 5);

    private static final Market[] ALL = values();
    private static final int[] SHARES = shares();

    /** ISO 4217. */
    public final String currency;

    /** Minor units of this currency for one US cent; the yen has no smaller unit. */
    final double minorUnitsPerCent;

    public final int utcOffsetHours;
    private final int share;

    Market(String currency, double minorUnitsPerCent, int utcOffsetHours, int share) {
        this.currency = currency;
        this.minorUnitsPerCent = minorUnitsPerCent;
        this.utcOffsetHours = utcOffsetHours;
        this.share = share;
    }

    static Market draw(Dice dice) {
        return ALL[dice.weighted(SHARES)];
    }

    /** An amount in US cents in this market's currency, at least 1. */
    public long priceMinor(long usCents) {
        return Math.max(1, Math.round(usCents * minorUnitsPerCent));
    }

    private static int[] shares() {
        return Arrays.stream(ALL).mapToInt(market -> market.share).toArray();
    }
}
