package dev.milepost.cohorts.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fit finds what a population was made with, and says where there is nothing to find. */
class LifetimeFitTest {

    private static final BgNbd PURCHASES = new BgNbd(0.8, 14, 0.9, 3);
    private static final GammaGamma SPEND = new GammaGamma(5, 4, 30);
    private static final int DAYS = 730;

    /** Customers as the models describe them, in continuous time that is cut into days. */
    private static List<HoldoutError.Held> population(int customers, int heldDays, long seed) {
        return population(PURCHASES, SPEND, customers, heldDays, seed);
    }

    private static List<HoldoutError.Held> population(
            BgNbd purchases, GammaGamma spend, int customers, int heldDays, long seed) {
        RandomGenerator random = new Well19937c(seed);
        GammaDistribution rate = new GammaDistribution(random, purchases.r(), 1 / purchases.alpha());
        BetaDistribution leaving = new BetaDistribution(random, purchases.a(), purchases.b());
        GammaDistribution scale = new GammaDistribution(random, spend.q(), 1 / spend.v());
        List<HoldoutError.Held> population = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            double perDay = rate.sample() / 7;
            double leaves = leaving.sample();
            GammaDistribution amount = new GammaDistribution(random, spend.p(), 1 / scale.sample());
            TreeMap<Integer, Long> days = new TreeMap<>();
            int first = random.nextInt(90);
            days.put(first, Math.round(amount.sample() * 100));
            double at = first;
            do {
                at -= Math.log(1 - random.nextDouble()) / perDay;
                if (at < DAYS + heldDays) {
                    days.putIfAbsent((int) Math.floor(at), Math.round(amount.sample() * 100));
                }
            } while (at < DAYS + heldDays && random.nextDouble() >= leaves);
            population.add(held(days));
        }
        return population;
    }

    private static HoldoutError.Held held(NavigableMap<Integer, Long> days) {
        NavigableMap<Integer, Long> before = days.headMap(DAYS, false);
        return new HoldoutError.Held(
                PurchaseHistory.of(
                        before.keySet().stream().mapToInt(Integer::intValue).toArray(),
                        before.values().stream().mapToLong(Long::longValue).toArray(),
                        DAYS - 1),
                days.tailMap(DAYS, true).size(),
                days.tailMap(DAYS, true).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    private static List<PurchaseHistory> calibration(List<HoldoutError.Held> population) {
        return population.stream().map(HoldoutError.Held::calibration).toList();
    }

    @Test
    void whatAPopulationWasMadeWithIsFound() {
        LifetimeFit fit = LifetimeFit.of(calibration(population(20_000, 0, 3)), 100);
        BgNbd purchases = fit.model().purchases();
        GammaGamma spend = fit.model().spend();

        assertThat(purchases.r())
                .isCloseTo(PURCHASES.r(), within(4 * fit.errors().r()));
        assertThat(purchases.alpha())
                .isCloseTo(PURCHASES.alpha(), within(4 * fit.errors().alpha()));
        assertThat(purchases.a())
                .isCloseTo(PURCHASES.a(), within(4 * fit.errors().a()));
        assertThat(purchases.b())
                .isCloseTo(PURCHASES.b(), within(4 * fit.errors().b()));
        assertThat(spend.p()).isCloseTo(SPEND.p(), within(4 * fit.errors().p()));
        assertThat(spend.q()).isCloseTo(SPEND.q(), within(4 * fit.errors().q()));
        assertThat(spend.v()).isCloseTo(SPEND.v(), within(4 * fit.errors().v()));
        assertThat(fit.errors().r()).isBetween(0.005, 0.05);
        assertThat(fit.errors().q()).isBetween(0.02, 0.3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatSuchAPopulationDoesIsForeseen(long seed) {
        List<HoldoutError.Held> population = population(8_000, 180, seed);
        LifetimeFit fit = LifetimeFit.of(calibration(population), 100);
        HoldoutError error = HoldoutError.of(fit.model(), population, 180);

        assertThat(error.customers()).isEqualTo(8_000);
        assertThat(error.purchases()).isGreaterThan(2_000);
        assertThat(error.purchasesOff()).isBetween(-0.08, 0.08);
        assertThat(error.minorOff()).isBetween(-0.1, 0.1);

        LifetimeForecast forecast = LifetimeForecast.of(fit.model(), calibration(population), 180);
        assertThat(forecast.purchases()).isCloseTo(error.expectedPurchases(), within(1e-6));
        assertThat(forecast.minor()).isCloseTo(error.expectedMinor(), within(1e-3));
        assertThat(forecast.newPurchases())
                .isCloseTo(fit.model().purchases().expectedPurchases(180 / 7.0), within(1e-12));
        double meanFirst = calibration(population).stream()
                .mapToLong(PurchaseHistory::firstMinor)
                .average()
                .orElseThrow();
        assertThat(forecast.newMinor() - meanFirst)
                .isCloseTo(forecast.newPurchases() * fit.model().spend().mean() * 100, within(1e-6));
    }

    @Test
    void errorsOfAHoldoutAreMeansOverCustomersAndOfTotals() {
        LifetimeModel model = new LifetimeModel(PURCHASES, SPEND, 100);
        PurchaseHistory once = new PurchaseHistory(0, 0, 100, 500, 0);
        PurchaseHistory twice = new PurchaseHistory(1, 60, 100, 500, 900);
        double ofOnce = model.expectedPurchases(once, 70);
        double ofTwice = model.expectedPurchases(twice, 70);

        HoldoutError error = HoldoutError.of(
                model, List.of(new HoldoutError.Held(once, 0, 0), new HoldoutError.Held(twice, 2, 1_700)), 70);

        assertThat(error.purchasesPerCustomer()).isCloseTo((ofOnce + 2 - ofTwice) / 2, within(1e-12));
        assertThat(error.purchasesOff()).isCloseTo((ofOnce + ofTwice) / 2 - 1, within(1e-12));
        double value = ofOnce * 5_000 + ofTwice * (5 * (30 + 9.0) / (5 + 3)) * 100;
        assertThat(error.expectedMinor()).isCloseTo(value, within(1e-6));
        assertThat(error.minor()).isEqualTo(1_700);
        assertThat(error.minorOff()).isCloseTo(value / 1_700 - 1, within(1e-9));
        double missed = ofOnce * 5_000 + 1_700 - (value - ofOnce * 5_000);
        assertThat(error.minorPerCustomer()).isCloseTo(missed / 2, within(1e-6));
        assertThat(HoldoutError.of(model, List.of(new HoldoutError.Held(once, 0, 0)), 70)
                        .purchasesOff())
                .isNaN();
    }

    @Test
    void tooFewRepeatBuyersAreRefused() {
        assertThatThrownBy(() -> LifetimeFit.of(List.of(), 100))
                .isInstanceOfSatisfying(
                        UnfitException.class,
                        unfit -> assertThat(unfit.isTooFew()).isTrue())
                .hasMessage("nobody has bought anything");
        assertThatThrownBy(() -> LifetimeFit.of(List.of(new PurchaseHistory(3, 40, 90, 500, 900)), 100))
                .isInstanceOf(UnfitException.class)
                .hasMessage("of 1 customer 1 bought again and spent something, and a fit takes 30");
        List<PurchaseHistory> free = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            free.add(new PurchaseHistory(2, 30 + i, 90, 500, i < 29 ? 900 + 50 * i : 0));
        }
        assertThatThrownBy(() -> LifetimeFit.of(free, 100))
                .isInstanceOf(UnfitException.class)
                .hasMessage("of 40 customers 29 bought again and spent something, and a fit takes 30");
        free.add(new PurchaseHistory(2, 30, 90, 500, 2_000));
        assertThat(LifetimeFit.of(free, 100).size()).isEqualTo(new LifetimeFit.Size(41, 41, 11));
    }

    /** One price, as a subscription has it: nothing is to be found of spend, and all is known of it. */
    @Test
    void spendThatDoesNotSpreadIsTakenToStaySo() {
        List<PurchaseHistory> alike = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            alike.add(new PurchaseHistory(i % 12, i % 12 == 0 ? 0 : 12 + i % 70, 90, 500, i % 12 * 900L));
        }
        LifetimeFit fit = LifetimeFit.of(alike, 100);

        assertThat(fit.isOfOnePrice()).isTrue();
        assertThat(fit.model().spend().mean()).isCloseTo(9, within(1e-9));
        assertThat(fit.model().expectedSpendMinor(alike.get(0))).isCloseTo(900, within(1e-6));
        assertThat(fit.model().expectedSpendMinor(alike.get(11))).isCloseTo(900, within(1e-6));
        assertThat(fit.errors().p()).isNaN();
        assertThat(fit.errors().r()).isPositive();
        alike.add(new PurchaseHistory(1, 9, 90, 500, 1_800));
        assertThat(LifetimeFit.of(alike, 100).isOfOnePrice()).isFalse();
    }

    /** All buy at one rate and leave with one probability: the likelihood has no maximum, but where it is followed to foresees well. */
    @Test
    void customersWhoHardlyDifferAreFittedToo() {
        List<HoldoutError.Held> population =
                population(new BgNbd(20_000, 80_000, 15_000, 85_000), new GammaGamma(5, 4, 30), 6_000, 180, 11);
        LifetimeFit fit = LifetimeFit.of(calibration(population), 100);
        BgNbd purchases = fit.model().purchases();

        assertThat(purchases.r()).isBetween(20.0, 1e5);
        assertThat(purchases.a()).isBetween(20.0, 1e5);
        assertThat(purchases.r() / purchases.alpha()).isCloseTo(0.25, within(0.03));
        assertThat(purchases.a() / (purchases.a() + purchases.b())).isCloseTo(0.15, within(0.01));
        HoldoutError error = HoldoutError.of(fit.model(), population, 180);
        assertThat(error.purchases()).isGreaterThan(500);
        assertThat(error.purchasesOff()).isBetween(-0.1, 0.1);
    }

    /** As regular as no purchases by chance, at nearly one price: r, b and p are as great as can be. */
    @ParameterizedTest
    @CsvSource({"5, 1", "5, 2", "5, 3", "5, 4", "50, 5", "50, 6", "500, 7", "500, 8"})
    void subscribersWhoRenewEveryMonthAreFittedToo(int spread, long seed) {
        Random random = new Random(seed);
        List<PurchaseHistory> subscribers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int age = 1 + random.nextInt(400);
            int renewals = age / 30;
            subscribers.add(new PurchaseHistory(
                    renewals, 30 * renewals, age, 1_000, renewals * (1_000L + random.nextInt(spread))));
        }
        LifetimeFit fit = LifetimeFit.of(subscribers, 100);
        LifetimeForecast year = LifetimeForecast.of(fit.model(), subscribers, 365);

        // As many a day as there were, and nobody leaves.
        double days = subscribers.stream().mapToInt(PurchaseHistory::ageDays).sum();
        double renewals =
                subscribers.stream().mapToInt(PurchaseHistory::repeats).sum();
        assertThat(year.purchases()).isCloseTo(500 * 365 * renewals / days, withinPercentage(0.5));
        assertThat(year.minor()).isCloseTo(year.purchases() * (1_000 + spread / 2.0), withinPercentage(2));
    }

    @Test
    void repeatBuyersWhoSpentNothingAreLeftOutOfSpendAlone() {
        List<PurchaseHistory> customers = new ArrayList<>(calibration(population(2_000, 0, 5)));
        customers.add(new PurchaseHistory(2, 40, 90, 500, 0));
        LifetimeFit fit = LifetimeFit.of(customers, 100);

        assertThat(fit.size().withoutSpend()).isEqualTo(1);
        assertThat(fit.model().expectedSpendMinor(customers.get(2_000)))
                .isEqualTo(fit.model().spend().mean() * 100);
    }

    @Test
    void historiesThatCannotBeAreRefused() {
        assertThat(PurchaseHistory.of(new int[] {3, 10, 17}, new long[] {500, 0, 900}, 24))
                .isEqualTo(new PurchaseHistory(2, 14, 21, 500, 900));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(new int[] {3, 10}, new long[] {500, -1}, 24))
                .withMessage("Amounts are at least 0: -1 on day 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(new int[] {3, 3}, new long[] {500, 1}, 24))
                .withMessage("Days ascend: 3 comes after 3");
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseHistory.of(new int[0], new long[0], 24));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseHistory.of(new int[] {3, 30}, new long[] {500, 1}, 24));
        assertThatIllegalArgumentException().isThrownBy(() -> new PurchaseHistory(0, 0, 9, -5, 0));
    }

    @Test
    void spendWithoutAMeanIsRefused() {
        Random random = new Random(4);
        List<PurchaseHistory> wild = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int repeats = 1 + random.nextInt(5);
            wild.add(new PurchaseHistory(
                    repeats, 20 + random.nextInt(50), 90, 500, Math.round(Math.exp(10 + 4 * random.nextGaussian()))));
        }
        assertThatThrownBy(() -> LifetimeFit.of(wild, 100))
                .isInstanceOfSatisfying(
                        UnfitException.class,
                        unfit -> assertThat(unfit.isTooFew()).isFalse())
                .hasMessageMatching("spend varies so much that it has no mean \\(q is 0\\.\\d+, not above 1\\)");
        assertThat(new GammaGamma(2, 0.9, 10).hasMean()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LifetimeModel(PURCHASES, new GammaGamma(2, 0.9, 10), 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new GammaGamma(2, -1, 10));
    }
}
