package dev.milepost.cli;

import dev.milepost.cohorts.lifetime.BgNbd;
import dev.milepost.cohorts.lifetime.GammaGamma;
import dev.milepost.cohorts.lifetime.HoldoutError;
import dev.milepost.cohorts.lifetime.LifetimeFit;
import dev.milepost.cohorts.lifetime.LifetimeForecast;
import dev.milepost.runtime.text.Amounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A fit as a person reads it: parameters, error on the hold-out, forecast; by currency. */
final class LtvReport {

    private static final String NONE = "-";

    private final List<String> lines = new ArrayList<>();
    private final LtvSpan span;

    LtvReport(LtvSpan span) {
        this.span = span;
        lines.add("Fitted to purchases from " + span.first() + " to " + span.calibrationEnd()
                + "; held against the " + Text.count(span.holdoutDays(), "day") + " after that, to the end of "
                + span.asOf() + ".");
    }

    /** Takes in the sources of one currency. */
    void add(List<LtvSource> sources) {
        String currency = sources.get(0).currency();
        section(currency + ": parameters, with standard errors", parameters(sources));
        section(currency + ": what the fit expected of the hold-out, and what happened", holdout(sources));
        section(
                currency + ": forecast from " + span.asOf().plusDays(1)
                        + " on, beside how far the hold-out's totals were off",
                forecast(sources));
        sources.forEach(this::remark);
    }

    private void remark(LtvSource source) {
        if (!source.hasOwnFit()) {
            if (!source.unfit().isTooFew()) {
                lines.add("Of " + source.source() + ": " + source.unfit().getMessage() + ". Forecast as "
                        + LtvSource.ALL + ".");
            }
            return;
        }
        LifetimeFit fit = source.fit();
        if (fit.size().withoutSpend() > 0) {
            lines.add("Of " + source.source() + ", " + Text.count(fit.size().withoutSpend(), "repeat buyer")
                    + " spent nothing on later days: spend is fitted without them.");
        }
        if (fit.isOfOnePrice()) {
            lines.add("Of " + source.source() + ", all repeat buyers spent the same: spend is taken to stay so.");
        }
    }

    List<String> lines() {
        return lines;
    }

    private void section(String title, Table table) {
        lines.add("");
        lines.add(title);
        lines.addAll(table.lines());
    }

    private static Table parameters(List<LtvSource> sources) {
        Table table = new Table("source", "customers", "repeat", "r", "alpha", "a", "b", "p", "q", "v");
        for (LtvSource source : sources) {
            LifetimeFit fit = source.fit();
            if (!source.hasOwnFit()) {
                table.row(
                        source.source(),
                        source.error().customers(),
                        (source.unfit().isTooFew() ? "too few: as " : "as ") + source.fittedOn(),
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE);
                continue;
            }
            BgNbd purchases = fit.model().purchases();
            GammaGamma spend = fit.model().spend();
            LifetimeFit.Errors errors = fit.errors();
            table.row(
                    source.source(),
                    fit.size().customers(),
                    fit.size().repeatBuyers(),
                    estimate(purchases.r(), errors.r(), 3),
                    estimate(purchases.alpha(), errors.alpha(), 3),
                    estimate(purchases.a(), errors.a(), 3),
                    estimate(purchases.b(), errors.b(), 3),
                    estimate(spend.p(), errors.p(), 2),
                    estimate(spend.q(), errors.q(), 2),
                    estimate(spend.v(), errors.v(), 2));
        }
        return table;
    }

    private static Table.Figure estimate(double value, double error, int places) {
        return new Table.Figure(number(value, places) + (Double.isNaN(error) ? "" : " ±" + number(error, places)));
    }

    private static Table holdout(List<LtvSource> sources) {
        Table table = new Table(
                "source",
                "customers",
                "purchases",
                "expected",
                "off",
                "per customer",
                "revenue",
                "expected",
                "off",
                "per customer");
        for (LtvSource source : sources) {
            HoldoutError error = source.error();
            table.row(
                    source.source(),
                    error.customers(),
                    error.purchases(),
                    new Table.Figure(number(error.expectedPurchases(), 1)),
                    off(error.purchasesOff()),
                    new Table.Figure("±" + number(error.purchasesPerCustomer(), 3)),
                    new Table.Figure(Amounts.number(BigInteger.valueOf(error.minor()), source.currency())),
                    money(error.expectedMinor(), source.currency()),
                    off(error.minorOff()),
                    new Table.Figure("±" + money(error.minorPerCustomer(), source.currency())));
        }
        return table;
    }

    private static Table forecast(List<LtvSource> sources) {
        Table table = new Table(
                "source", "fit", "customers", "days", "purchases", "off", "revenue", "off", "LTV of a new customer");
        for (LtvSource source : sources) {
            for (LifetimeForecast forecast : source.forecasts()) {
                table.row(
                        source.source(),
                        source.hasOwnFit() ? "own" : source.fittedOn(),
                        forecast.customers(),
                        forecast.days(),
                        new Table.Figure(number(forecast.purchases(), 1)),
                        off(source.error().purchasesOff()),
                        money(forecast.minor(), source.currency()),
                        off(source.error().minorOff()),
                        money(forecast.newMinor(), source.currency()));
            }
        }
        return table;
    }

    private static Table.Figure money(double minor, String currency) {
        return new Table.Figure(Amounts.number(
                new BigDecimal(minor).setScale(0, RoundingMode.HALF_EVEN).toBigInteger(), currency));
    }

    private static Table.Figure off(double share) {
        return new Table.Figure(Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%+.1f %%", 100 * share));
    }

    private static String number(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
