package dev.milepost.cli;

import dev.milepost.cohorts.lifetime.BgNbd;
import dev.milepost.cohorts.lifetime.GammaGamma;
import dev.milepost.cohorts.lifetime.HoldoutError;
import dev.milepost.cohorts.lifetime.LifetimeFit;
import dev.milepost.cohorts.lifetime.LifetimeForecast;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A fit as rows of {@code ltv_forecast}. The same fit again takes the place of the one before, as a whole. */
record LtvRows(LtvSpan span) {

    private static final String INTO = "INSERT INTO milepost_store.ltv_forecast (as_of, holdout_days, currency, source,"
            + " horizon_days, fitted_on, customers, purchases, revenue_minor, new_customer_purchases,"
            + " new_customer_minor, fit_customers, fit_repeat_buyers, r, alpha, a, b, p, q, v, holdout_customers,"
            + " holdout_purchases_expected, holdout_purchases, holdout_purchases_mae, holdout_revenue_expected_minor,"
            + " holdout_revenue_minor, holdout_revenue_mae_minor, computed_at) VALUES ";

    void write(List<LtvSource> sources, ClickHouseClient client) throws ClickHouseFailure {
        String now =
                client.query("SELECT toString(now64(3, 'UTC')) AS now").get(0).get("now");
        List<String> rows = new ArrayList<>();
        for (LtvSource source : sources) {
            source.forecasts().forEach(forecast -> rows.add(row(source, forecast, now)));
        }
        for (String some : SqlTexts.lists(rows)) {
            client.execute(INTO + some);
        }
    }

    private String row(LtvSource source, LifetimeForecast forecast, String now) {
        LifetimeFit fit = source.fit();
        BgNbd purchases = fit.model().purchases();
        GammaGamma spend = fit.model().spend();
        HoldoutError error = source.error();
        return values(
                SqlTexts.quoted(span.asOf().toString()),
                span.holdoutDays(),
                SqlTexts.quoted(source.currency()),
                SqlTexts.quoted(source.source()),
                forecast.days(),
                SqlTexts.quoted(source.fittedOn()),
                forecast.customers(),
                forecast.purchases(),
                minor(forecast.minor()),
                forecast.newPurchases(),
                minor(forecast.newMinor()),
                fit.size().customers(),
                fit.size().repeatBuyers(),
                purchases.r(),
                purchases.alpha(),
                purchases.a(),
                purchases.b(),
                spend.p(),
                spend.q(),
                spend.v(),
                error.customers(),
                error.expectedPurchases(),
                error.purchases(),
                error.purchasesPerCustomer(),
                minor(error.expectedMinor()),
                error.minor(),
                minor(error.minorPerCustomer()),
                SqlTexts.quoted(now));
    }

    private static String values(Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static long minor(double amount) {
        return new BigDecimal(amount).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
