package dev.milepost.cohorts.lifetime;

import java.util.Collection;

/**
 * What customers of one source will buy and bring within some days.
 *
 * @param days ahead
 * @param customers who are there
 * @param purchases purchase days expected of them in the days ahead
 * @param minor what these bring, minor units
 * @param newPurchases repeat purchase days expected of one new customer in the days after their first purchase
 * @param newMinor what one new customer brings until then, their first day (the mean of those who are there) with it, minor units
 */
public record LifetimeForecast(
        int days, int customers, double purchases, double minor, double newPurchases, double newMinor) {

    /**
     * By a model.
     *
     * @param customers each up to the day from which on is forecast
     */
    public static LifetimeForecast of(LifetimeModel model, Collection<PurchaseHistory> customers, int days) {
        double purchases = 0;
        double minor = 0;
        double first = 0;
        for (PurchaseHistory customer : customers) {
            double expected = model.expectedPurchases(customer, days);
            purchases += expected;
            minor += expected * model.expectedSpendMinor(customer);
            first += customer.firstMinor();
        }
        double meanFirst = customers.isEmpty() ? 0 : first / customers.size();
        return new LifetimeForecast(
                days,
                customers.size(),
                purchases,
                minor,
                model.newCustomerPurchases(days),
                meanFirst + model.newCustomerMinor(days));
    }
}
