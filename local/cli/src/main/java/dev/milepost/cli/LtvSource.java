package dev.milepost.cli;

import dev.milepost.cohorts.lifetime.HoldoutError;
import dev.milepost.cohorts.lifetime.LifetimeFit;
import dev.milepost.cohorts.lifetime.LifetimeForecast;
import dev.milepost.cohorts.lifetime.UnfitException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The customers of one source and currency, with their fit, its error and the forecast.
 *
 * @param fittedOn whose parameters they are: its own name, or {@link #ALL}
 * @param unfit why it has no parameters of its own; null where it has
 * @param fit of whoever that is
 * @param error of the fit on these customers
 * @param forecasts by ascending horizon
 */
record LtvSource(
        String currency,
        String source,
        String fittedOn,
        UnfitException unfit,
        LifetimeFit fit,
        HoldoutError error,
        List<LifetimeForecast> forecasts) {

    /** Everybody of a currency. */
    static final String ALL = "(all)";

    private static final int[] HORIZONS = {30, 90, 180, 365};

    boolean hasOwnFit() {
        return unfit == null;
    }

    /** With a fit of its own, or that of {@link #ALL} and why it has none. */
    static LtvSource of(
            String source,
            UnfitException unfit,
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
                unfit == null ? source : ALL,
                unfit,
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
