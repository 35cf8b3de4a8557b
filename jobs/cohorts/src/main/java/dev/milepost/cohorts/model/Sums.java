package dev.milepost.cohorts.model;

import java.math.BigInteger;

/**
 * What was bought and taken back; amounts in minor units. An amount may be any long, so two of them may be more than one holds.
 *
 * @param orders orders and renewals
 * @param revenueMinor their gross amounts
 * @param refundsMinor what refunds and chargebacks took off orders
 */
public record Sums(long orders, BigInteger revenueMinor, BigInteger refundsMinor) {

    public static final Sums NONE = of(0, 0, 0);

    static Sums of(long orders, long revenueMinor, long refundsMinor) {
        return new Sums(orders, BigInteger.valueOf(revenueMinor), BigInteger.valueOf(refundsMinor));
    }

    static Sums sale(long amountMinor) {
        return of(1, amountMinor, 0);
    }

    static Sums refund(long amountMinor) {
        return of(0, 0, amountMinor);
    }

    Sums plus(Sums other) {
        return new Sums(
                Math.addExact(orders, other.orders),
                revenueMinor.add(other.revenueMinor),
                refundsMinor.add(other.refundsMinor));
    }

    Sums negated() {
        return new Sums(-orders, revenueMinor.negate(), refundsMinor.negate());
    }

    /** The counts alone, for all currencies together. */
    Sums counts() {
        return of(orders, 0, 0);
    }

    /** May be below 0 within a time in which more was taken back than bought. */
    public BigInteger netMinor() {
        return revenueMinor.subtract(refundsMinor);
    }
}
