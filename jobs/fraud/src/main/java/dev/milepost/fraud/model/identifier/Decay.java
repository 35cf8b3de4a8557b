package dev.milepost.fraud.model.identifier;

import java.time.Duration;

/** How labels lose weight: by half in 90 d, and wholly after 400 d. */
public final class Decay {

    public static final long HALF_LIFE_MILLIS = Duration.ofDays(90).toMillis();

    /** After so long a label is forgotten. It weighs .046 by then. */
    public static final long FORGOTTEN_MILLIS = Duration.ofDays(400).toMillis();

    private Decay() {}

    /** The weight at a time of a label of another; of one that is yet to come more than 1. */
    public static double weight(long labelledMillis, long atMillis) {
        return StrictMath.pow(2, -(double) (atMillis - labelledMillis) / HALF_LIFE_MILLIS);
    }
}
