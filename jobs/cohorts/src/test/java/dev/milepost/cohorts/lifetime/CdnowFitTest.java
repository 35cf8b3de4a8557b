package dev.milepost.cohorts.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What was published of the CDNOW sample comes out of the fit to its file. */
class CdnowFitTest {

    private static final String REFERENCE = "cdnow/reference_bgnbd_gammagamma.json";
    private static final LocalDate CALIBRATION = LocalDate.of(1997, 9, 30);
    private static final int HOLDOUT_DAYS = 39 * 7;

    private static Cdnow cdnow;
    private static JsonNode reference;
    private static LifetimeFit fit;

    @BeforeAll
    static void fit() throws IOException {
        Optional<Path> file = SharedData.locate(REFERENCE);
        assumeTrue(file.isPresent(), SharedData.absent(REFERENCE));
        reference = new ObjectMapper().readTree(file.get().toFile());
        cdnow = Cdnow.read();
        fit = LifetimeFit.of(cdnow.until(CALIBRATION), Cdnow.CENTS);
    }

    @Test
    void parametersArePublishedOnes() {
        BgNbd purchases = fit.model().purchases();
        GammaGamma spend = fit.model().spend();
        JsonNode ofPurchases = reference.at("/bgnbd/published");
        JsonNode ofSpend = reference.at("/gamma_gamma/published");

        assertDigits(purchases.r(), ofPurchases.get("r"));
        assertDigits(purchases.alpha(), ofPurchases.get("alpha"));
        assertDigits(purchases.a(), ofPurchases.get("a"));
        assertDigits(purchases.b(), ofPurchases.get("b"));
        assertDigits(fit.purchaseLogLikelihood(), ofPurchases.get("LL"));
        assertDigits(spend.p(), ofSpend.get("p"));
        assertDigits(spend.q(), ofSpend.get("q"));
        assertDigits(spend.v(), ofSpend.get("v"));
        assertThat(fit.size()).isEqualTo(new LifetimeFit.Size(2357, 946, 0));
    }

    /** Its fit was to times rounded to hundredths of a week, so its own logarithms differ in the third place. */
    @Test
    void noParametersOfAnotherImplementationAreLikelier() {
        List<PurchaseHistory> customers = cdnow.until(CALIBRATION);
        JsonNode purchases = reference.at("/bgnbd/fitted_here");
        JsonNode spend = reference.at("/gamma_gamma/fitted_here");

        assertThat(at(new BgNbdLikelihood(customers), purchases, "r", "alpha", "a", "b"))
                .isLessThanOrEqualTo(fit.purchaseLogLikelihood())
                .isCloseTo(purchases.get("LL").doubleValue(), within(0.01));
        assertThat(at(new GammaGammaLikelihood(customers, Cdnow.CENTS), spend, "p", "q", "v"))
                .isLessThanOrEqualTo(fit.spendLogLikelihood())
                .isCloseTo(spend.get("LL").doubleValue(), within(0.01));
    }

    private static double at(Likelihood likelihood, JsonNode parameters, String... names) {
        return likelihood.at(
                Arrays.stream(names)
                        .mapToDouble(name -> parameters.get(name).doubleValue())
                        .toArray(),
                new double[names.length]);
    }

    @Test
    void standardErrorsAreThoseOfTheObservedInformation() {
        // r and alpha are known to about 5 and 9 percent, a and b much less well.
        assertThat(fit.errors().r()).isCloseTo(0.0126, within(0.0005));
        assertThat(fit.errors().alpha()).isCloseTo(0.378, within(0.005));
        assertThat(fit.errors().a()).isCloseTo(0.186, within(0.005));
        assertThat(fit.errors().b()).isCloseTo(0.705, within(0.01));
    }

    @Test
    void expectationsArePublishedOnes(TestReporter reporter) {
        BgNbd purchases = fit.model().purchases();
        JsonNode expected = reference.at("/bgnbd/expected_purchases");
        int held = 0;
        for (int i = 0; i < expected.get("t").size(); i++) {
            double weeks = expected.get("t").get(i).doubleValue();
            assertPublished(
                    purchases.expectedPurchases(weeks),
                    expected.get("published").get(i));
            held++;
        }
        JsonNode one = reference.at("/bgnbd/conditional");
        int x = one.get("x").intValue();
        double recency = one.get("t_x").doubleValue();
        double age = one.get("T").doubleValue();
        assertPublished(
                purchases.expectedPurchases(x, recency, age, one.get("t").doubleValue()), one.get("published"));
        assertThat(purchases.alive(x, recency, age))
                .isCloseTo(reference.at("/bgnbd/p_alive_x2").doubleValue(), within(1e-4));
        reporter.publishEntry("published expectations held", Integer.toString(held + 1));
    }

    @Test
    void spendIsThePublishedOne(TestReporter reporter) {
        JsonNode published = reference.at("/gamma_gamma/conditional_mean_first10_published");
        List<PurchaseHistory> customers = cdnow.until(CALIBRATION);
        for (int i = 0; i < published.size(); i++) {
            assertPublished(fit.model().expectedSpendMinor(customers.get(i)) / Cdnow.CENTS, published.get(i));
        }
        assertThat(fit.model().spend().mean())
                .isCloseTo(reference.at("/gamma_gamma/population_mean").doubleValue(), within(0.01));
        reporter.publishEntry("published means held", Integer.toString(published.size()));
    }

    @Test
    void theHoldoutIsPredictedAsWellAsByAnotherImplementation() {
        HoldoutError error = HoldoutError.of(fit.model(), cdnow.heldOut(CALIBRATION), HOLDOUT_DAYS);
        JsonNode known = reference.at("/bgnbd/holdout39w");

        assertThat(error.expectedPurchases())
                .isCloseTo(known.get("predicted_total").doubleValue(), within(0.1));
        assertThat(error.purchases())
                .isEqualTo(known.get("actual_total_purchase_days").longValue());
        assertThat(error.purchasesOff()).isCloseTo(-0.1215, within(0.0005));
        assertThat(error.purchasesPerCustomer()).isBetween(0.5, 1.0);
        // What a purchase day brings is nearly right in total: most of the error of money is that of purchases.
        assertThat(error.minorOff()).isBetween(-0.25, -0.05);
    }

    @Test
    void customersWhoComeInAnotherOrderAreFittedAlike() {
        List<PurchaseHistory> reversed = cdnow.until(CALIBRATION);
        Collections.reverse(reversed);
        LifetimeFit other = LifetimeFit.of(reversed, Cdnow.CENTS);

        assertThat(other.model().purchases()).isEqualTo(fit.model().purchases());
        assertThat(other.purchaseLogLikelihood()).isEqualTo(fit.purchaseLogLikelihood());
    }

    /** Equal to all digits that were printed. */
    private static void assertDigits(double value, JsonNode published) {
        BigDecimal printed = new BigDecimal(published.asText());
        assertThat(BigDecimal.valueOf(value).setScale(printed.scale(), RoundingMode.HALF_UP))
                .isEqualTo(printed);
    }

    /** Within a thousandth, or half a unit of the last digit that was printed. */
    private static void assertPublished(double value, JsonNode published) {
        BigDecimal printed = new BigDecimal(published.asText());
        double half = printed.ulp().doubleValue() / 2;
        assertThat(value).isCloseTo(printed.doubleValue(), within(Math.max(half, 1e-3 * printed.doubleValue())));
    }
}
