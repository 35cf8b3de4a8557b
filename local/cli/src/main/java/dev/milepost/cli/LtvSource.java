package dev.milepost.cli;

import dev.milepost.cohorts.lifetime.HoldoutError;
import dev.milepost.cohorts.lifetime.LifetimeFit;
import dev.milepost.cohorts.lifetime.LifetimeForecast;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The customers of one source and currency, with their fit, its error and the forecast.
 *
 * @param fittedOn whose parameters they are: its own name, or {@link #ALL}
 * @param fit of whoever that is
 * @param error of the fit on these customers
 * @param forecasts by ascending horizon
 */
record LtvSource(
        String currency,
        String source,
        String fittedOn,
        LifetimeFit fit,
        HoldoutError error,
        List<LifetimeForecast> forecasts) {

    /** Everybody of a currency. */
    static final String ALL = "(all)";

    private static final int[] HORIZONS = {30, 90, 180, 365};

    static LtvSource of(
            String source,
            String fittedOn,
            LifetimeFit fit,
            Collection<LtvCustomers.Customer> customers,
            int holdoutDays) {
        HoldoutError error = HoldoutError.of(
                fit.model(),
                customers.stream()
                        .filter(customer -> customer.calibration() != null)
                        .map(customer ->
                                new HoldoutError.Held(customer.calibration(), customer.held(), customer.heldMinor()))
                        .toList(),
                holdoutDays);
        return new LtvSource(
                customers.iterator().next().currency(),
                source,
                fittedOn,
                fit,
                error,
                IntStream.of(HORIZONS)
                        .mapToObj(days -> LifetimeForecast.of(
                                fit.model(),
                                customers.stream()
                                        .map(LtvCustomers.Customer::now)
                                        .filter(Objects::nonNull)
                                        .toList(),
                                days))
                        .toList());
    }
}
