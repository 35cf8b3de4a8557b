package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.cohorts.lifetime.BgNbd;
import dev.milepost.cohorts.lifetime.GammaGamma;
import dev.milepost.cohorts.lifetime.LifetimeFit;
import dev.milepost.cohorts.lifetime.LifetimeModel;
import dev.milepost.cohorts.lifetime.PurchaseHistory;
import dev.milepost.cohorts.lifetime.UnfitException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of a fit. */
class LtvReportTest {

    private static final LifetimeFit FIT = new LifetimeFit(
            new LifetimeModel(new BgNbd(0.25, 4, 0.8, 2.4), new GammaGamma(6, 4, 15), 100),
            new LifetimeFit.Errors(0.01, 0.4, 0.2, Double.NaN, 1, 0.3, 4),
            -1,
            -2,
            new LifetimeFit.Size(70, 40, 2));

    private static final LtvSpan SPAN =
            new LtvSpan(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 28));

    private static LtvSource source(String name, UnfitException unfit) {
        PurchaseHistory calibration = new PurchaseHistory(0, 0, 20, 900, 0);
        PurchaseHistory now = new PurchaseHistory(1, 40, 47, 900, 5_000);
        return LtvSource.of(
                name, unfit, FIT, List.of(new LtvCustomers.Customer("USD", name, calibration, now, 1, 5_000)), 27);
    }

    @Test
    void whySourcesHaveNoFitOfTheirOwnIsSaid() {
        LtvReport report = new LtvReport(SPAN);
        report.add(List.of(source("(all)", null), source("email", new UnfitException("spend has no mean"))));

        assertThat(report.lines())
                .startsWith(
                        "Fitted to purchases from 2026-01-05 to 2026-02-01; held against the 27 days after that, to the"
                                + " end of 2026-02-28.",
                        "",
                        "USD: parameters, with standard errors",
                        "  source  customers    repeat             r         alpha             a      b           p"
                                + "           q            v",
                        "  (all)          70        40  0.250 ±0.010  4.000 ±0.400  0.800 ±0.200  2.400  6.00 ±1.00"
                                + "  4.00 ±0.30  15.00 ±4.00",
                        "  email           1  as (all)             -             -             -      -           -"
                                + "           -            -")
                .contains(
                        "  (all)           1          1       0.1  -87.0 %        ±0.870    50.00      3.90  -92.2 %"
                                + "        ±46.10",
                        "  (all)   own            1    30        0.3  -87.0 %    14.56  -92.2 %                  16.01",
                        "  email   (all)          1   365        2.6  -87.0 %   111.13  -92.2 %                  56.09")
                .endsWith(
                        "Of (all), 2 repeat buyers spent nothing on later days: spend is fitted without them.",
                        "Of email: spend has no mean. Forecast as (all).");
    }
}
