package dev.milepost.programs.model;

import java.util.Locale;

/** A field that an event carries in fixed point. */
public enum Measure {
    /** What a purchase moves, in minor units. */
    AMOUNT,
    /** The monthly recurring revenue after a purchase, in minor units. */
    MRR,
    /** Twelve times {@link #MRR}; only in a file that says {@code annualise: 12}. */
    ARR,
    /** Of a click, in millionths. */
    VALUE;

    /** How many months a year of recurring revenue has. */
    public static final int MONTHS_A_YEAR = 12;

    /** As it is written in YAML. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The measure of that word, or null where the word is that of a property. */
    public static Measure of(String word) {
        return switch (word) {
            case Names.AMOUNT -> AMOUNT;
            case Names.MRR -> MRR;
            case Names.ARR -> ARR;
            case Names.VALUE -> VALUE;
            default -> null;
        };
    }

    /** Whether it is money, in the event's currency. */
    public boolean isMoney() {
        return this != VALUE;
    }

    /** ARR of an MRR, both in minor units; the greatest long where it would be greater still. */
    public static long annualised(long mrrMinor) {
        return mrrMinor > Long.MAX_VALUE / MONTHS_A_YEAR ? Long.MAX_VALUE : mrrMinor * MONTHS_A_YEAR;
    }
}
