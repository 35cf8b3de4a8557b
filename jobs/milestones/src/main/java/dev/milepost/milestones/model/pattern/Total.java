package dev.milepost.milestones.model.pattern;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A sum of longs in 128 bits, two's complement: no number of events overflows it.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
record Total(long high, long low) {

    static final Total ZERO = new Total(0, 0);

    static Total of(long number) {
        return ZERO.plus(number);
    }

    BigInteger toBigInteger() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return new BigInteger(bytes);
    }

    Total plus(long number) {
        long sum = low + number;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Total(high + (number >> 63) + carry, sum);
    }

    Total minus(long number) {
        long difference = low - number;
        long borrow = Long.compareUnsigned(low, number) < 0 ? 1 : 0;
        return new Total(high - (number >> 63) - borrow, difference);
    }

    boolean isAtLeast(long number) {
        long itsHigh = number >> 63;
        return high != itsHigh ? high > itsHigh : Long.compareUnsigned(low, number) >= 0;
    }
}
