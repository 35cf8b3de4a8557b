package dev.milepost.attribution.paths;

import java.math.BigInteger;

/**
 * Orders and their net amount.
 *
 * @param conversions at least 0
 * @param minor minor units, at least 0
 */
public record Tally(long conversions, BigInteger minor) {

    static final Tally NOTHING = new Tally(0, BigInteger.ZERO);

    public Tally {
        if (conversions < 0 || minor.signum() < 0) {
            throw new IllegalArgumentException("Neither is below 0: " + conversions + " conversions of " + minor);
        }
    }

    Tally plus(Tally other) {
        return new Tally(Math.addExact(conversions, other.conversions), minor.add(other.minor));
    }
}
