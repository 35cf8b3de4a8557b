package dev.milepost.attribution.model;

import java.math.BigInteger;

/**
 * Powers of a half, in fixed point and far finer than doubles: a conversion is to be split to the cent, and the weights
 * stored to 1e-9, as the unrounded weights say.
 *
 * <p>2^(−x) for x = k + 0.f₁f₂f₃… in base 256 is the product of the powers 2^(−fᵢ · 256^−i), read from a table, shifted by
 * k.
 */
final class Decay {

    /** 1 is 2 to this power. */
    static final int SCALE = 160;

    private static final int DIGITS = 12;
    private static final int BASE = 256;
    private static final int BITS_OF_DIGIT = 8;
    private static final BigInteger[][] POWERS = powers();

    private Decay() {}

    /**
     * 2^(−age ÷ half-life) · 2^{@value #SCALE}, off by less than one part in 2^90; 0 where that is less than 1.
     *
     * @param ageMillis from 0 on
     * @param halfLifeMillis greater than 0
     */
    static BigInteger remaining(long ageMillis, long halfLifeMillis) {
        long halvings = ageMillis / halfLifeMillis;
        if (halvings > SCALE) {
            return BigInteger.ZERO;
        }
        BigInteger digits = BigInteger.valueOf(ageMillis % halfLifeMillis)
                .shiftLeft(DIGITS * BITS_OF_DIGIT)
                .divide(BigInteger.valueOf(halfLifeMillis));
        BigInteger power = BigInteger.ONE.shiftLeft(SCALE);
        for (int place = DIGITS - 1; place >= 0; place--) {
            int digit = digits.intValue() & (BASE - 1);
            digits = digits.shiftRight(BITS_OF_DIGIT);
            if (digit != 0) {
                power = power.multiply(POWERS[place][digit]).shiftRight(SCALE);
            }
        }
        return power.shiftRight((int) halvings);
    }

    /** By place and digit: 2^(−digit · 256^−(place + 1)). */
    private static BigInteger[][] powers() {
        BigInteger[][] powers = new BigInteger[DIGITS][BASE];
        BigInteger unit = BigInteger.ONE.shiftLeft(SCALE - 1);
        for (int place = 0; place < DIGITS; place++) {
            for (int bit = 0; bit < BITS_OF_DIGIT; bit++) {
                unit = unit.shiftLeft(SCALE).sqrt();
            }
            powers[place][0] = BigInteger.ONE.shiftLeft(SCALE);
            for (int digit = 1; digit < BASE; digit++) {
                powers[place][digit] = powers[place][digit - 1].multiply(unit).shiftRight(SCALE);
            }
        }
        return powers;
    }
}
