package dev.milepost.cohorts.lifetime;

import java.math.BigInteger;
import java.util.Collection;

/**
 * How far a model is from what its customers did after the calibration.
 *
 * @param customers of the calibration
 * @param expectedPurchases purchase days that the model expected of them
 * @param purchases those that there were
 * @param purchasesPerCustomer mean absolute difference of the two per customer
 * @param expectedMinor what the model expected them to bring, minor units
 * @param minor what they brought
 * @param minorPerCustomer mean absolute difference of the two per customer
 */
public record HoldoutError(
        int customers,
        double expectedPurchases,
        long purchases,
        double purchasesPerCustomer,
        double expectedMinor,
        long minor,
        double minorPerCustomer) {

    /**
     * A customer of the calibration, and what they did after it.
     *
     * @param calibration up to its end
     * @param purchases purchase days after it
     * @param minor what these brought
     */
    public record Held(PurchaseHistory calibration, int purchases, long minor) {}

    /**
     * Holds a model against what happened.
     *
     * @param model fitted to the calibration
     * @param days after its end that are compared
     */
    public static HoldoutError of(LifetimeModel model, Collection<Held> customers, int days) {
        double expectedPurchases = 0;
        double expectedMinor = 0;
        double purchaseError = 0;
        double minorError = 0;
        long purchases = 0;
        BigInteger minor = BigInteger.ZERO;
        for (Held held : customers) {
            double expected = model.expectedPurchases(held.calibration(), days);
            double value = expected * model.expectedSpendMinor(held.calibration());
            expectedPurchases += expected;
            expectedMinor += value;
            purchaseError += Math.abs(expected - held.purchases());
            minorError += Math.abs(value - held.minor());
            purchases += held.purchases();
            minor = minor.add(BigInteger.valueOf(held.minor()));
        }
        int n = customers.size();
        return new HoldoutError(
                n,
                expectedPurchases,
                purchases,
                n == 0 ? 0 : purchaseError / n,
                expectedMinor,
                minor.longValueExact(),
                n == 0 ? 0 : minorError / n);
    }

    /** Of the total of purchases: expected less actual, over actual; NaN where there was none. */
    public double purchasesOff() {
        return purchases == 0 ? Double.NaN : expectedPurchases / purchases - 1;
    }

    /** The same of what they brought. */
    public double minorOff() {
        return minor == 0 ? Double.NaN : expectedMinor / minor - 1;
    }
}
