package dev.milepost.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.milepost.cohorts.lifetime.LifetimeFit;
import dev.milepost.cohorts.lifetime.PurchaseHistory;
import dev.milepost.cohorts.lifetime.UnfitException;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.text.Amounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Fits lifetime value to what a warehouse shows, tells it, and leaves it there. */
final class LtvFit {

    private final Terminal terminal;
    private final Warehouse warehouse;
    private final long reachMillis;

    /**
     * For a warehouse.
     *
     * @param reachMillis how far from its sale a refund concerns an order
     */
    LtvFit(Terminal terminal, Warehouse warehouse, long reachMillis) {
        this.terminal = terminal;
        this.warehouse = warehouse;
        this.reachMillis = reachMillis;
    }

    /**
     * Does it.
     *
     * @param asOf the last day that counts; null: that of the last event
     */
    void run(LocalDate asOf, int holdoutDays) throws ClickHouseFailure {
        try {
            fit(asOf, holdoutDays);
        } catch (ArithmeticException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "Amounts in " + warehouse.name() + " sum to more than " + Long.MAX_VALUE
                            + " minor units, for one customer or for all: nothing is forecast of them. ./milepost sql"
                            + " \"SELECT * FROM conversions ORDER BY amount_minor DESC LIMIT 9\" shows the greatest."
                            + " Nothing was written.",
                    e);
        }
    }

    private void fit(LocalDate asOf, int holdoutDays) throws ClickHouseFailure {
        LtvSpan span = LtvSpan.of(warehouse.client(), warehouse.name(), asOf, holdoutDays);
        Map<String, List<LtvCustomers.Customer>> byCurrency;
        try (ClickHouseClient patient = warehouse.patient()) {
            byCurrency = new LtvCustomers(patient, span, reachMillis)
                    .read().stream().collect(groupingBy(LtvCustomers.Customer::currency, TreeMap::new, toList()));
        }
        LtvReport report = new LtvReport(span);
        List<LtvSource> fitted = new ArrayList<>();
        Map<String, UnfitException> unfit = new TreeMap<>();
        byCurrency.forEach((currency, customers) -> {
            try {
                List<LtvSource> sources = sources(customers, holdoutDays);
                fitted.addAll(sources);
                report.add(sources);
            } catch (UnfitException e) {
                unfit.put(currency, e);
            }
        });
        if (fitted.isEmpty()) {
            throw nothingFits(span, unfit);
        }
        report.lines().forEach(terminal::say);
        said(unfit).forEach(terminal::tell);
        new LtvRows(span).write(fitted, warehouse.client());
        terminal.say("The forecast is in milepost.ltv_forecast: as_of " + span.asOf() + ", holdout_days " + holdoutDays
                + ".");
    }

    private static List<String> said(Map<String, UnfitException> unfit) {
        return unfit.entrySet().stream()
                .map(of -> of.getKey() + " cannot be fitted: " + of.getValue().getMessage() + ".")
                .toList();
    }

    private CommandFailure nothingFits(LtvSpan span, Map<String, UnfitException> unfit) {
        return new CommandFailure(
                ExitCode.REFUSED_INPUT,
                "Nothing in " + warehouse.name() + " can be fitted to purchases from " + span.first() + " to "
                        + span.calibrationEnd() + ", the calibration."
                        + (unfit.isEmpty() ? " All of them were taken back." : " " + String.join(" ", said(unfit)))
                        + (unfit.values().stream().anyMatch(UnfitException::isTooFew)
                                ? " Wait for more purchases, or give a shorter --holdout: what it takes is missing from"
                                        + " the calibration."
                                : "")
                        + " Nothing was written.");
    }

    /** Everybody first, then each source; all of one currency. */
    private static List<LtvSource> sources(List<LtvCustomers.Customer> customers, int holdoutDays) {
        LifetimeFit pooled = fit(customers);
        List<LtvSource> sources = new ArrayList<>();
        sources.add(LtvSource.of(LtvSource.ALL, null, pooled, customers, holdoutDays));
        Map<String, List<LtvCustomers.Customer>> bySource =
                customers.stream().collect(groupingBy(LtvCustomers.Customer::source, TreeMap::new, toList()));
        bySource.forEach((source, of) -> sources.add(ownOrPooled(source, of, pooled, holdoutDays)));
        return sources;
    }

    private static LtvSource ownOrPooled(
            String source, List<LtvCustomers.Customer> customers, LifetimeFit pooled, int holdoutDays) {
        try {
            return LtvSource.of(source, null, fit(customers), customers, holdoutDays);
        } catch (UnfitException e) {
            return LtvSource.of(source, e, pooled, customers, holdoutDays);
        }
    }

    private static LifetimeFit fit(Collection<LtvCustomers.Customer> customers) {
        List<PurchaseHistory> histories = customers.stream()
                .map(LtvCustomers.Customer::calibration)
                .filter(Objects::nonNull)
                .toList();
        String currency = customers.iterator().next().currency();
        return LifetimeFit.of(histories, Math.pow(10, Amounts.places(currency).orElse(0)));
    }
}
