package dev.milepost.cohorts.lifetime;

/**
 * What customers of one kind, in one currency, will buy and bring.
 *
 * @param purchases how often
 * @param spend what a purchase brings, major units; its mean is finite
 * @param minorPerMajor minor units of one major unit of the currency
 */
public record LifetimeModel(BgNbd purchases, GammaGamma spend, double minorPerMajor) {

    public LifetimeModel {
        if (!spend.hasMean() || !(minorPerMajor > 0)) {
            throw new IllegalArgumentException("Spend has a mean, and a unit: q " + spend.q() + ", " + minorPerMajor);
        }
    }

    /** How probable it is that a customer will ever buy again. */
    public double alive(PurchaseHistory customer) {
        return purchases.alive(customer.repeats(), customer.recencyWeeks(), customer.ageWeeks());
    }

    /** Purchase days of a customer in the days after what is observed of them. */
    public double expectedPurchases(PurchaseHistory customer, int days) {
        return purchases.expectedPurchases(
                customer.repeats(), customer.recencyWeeks(), customer.ageWeeks(), PurchaseHistory.weeks(days));
    }

    /** What a purchase day of a customer brings, minor units. One whose repeat days brought nothing is taken for one without any. */
    public double expectedSpendMinor(PurchaseHistory customer) {
        return minorPerMajor
                * (customer.hasSpend()
                        ? spend.mean(customer.repeats(), customer.meanRepeatMinor() / minorPerMajor)
                        : spend.mean());
    }

    /** What a customer brings in the days after what is observed of them, minor units: purchases times spend. */
    public double expectedMinor(PurchaseHistory customer, int days) {
        return expectedPurchases(customer, days) * expectedSpendMinor(customer);
    }

    /** Repeat purchase days of a new customer in the days after their first. */
    public double newCustomerPurchases(int days) {
        return purchases.expectedPurchases(PurchaseHistory.weeks(days));
    }

    /** What these bring, minor units; without the first day. */
    public double newCustomerMinor(int days) {
        return newCustomerPurchases(days) * spend.mean() * minorPerMajor;
    }
}
