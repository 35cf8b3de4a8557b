package dev.milepost.cohorts.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed forms are what the model's assumptions say, by integrals over its two distributions. */
class BgNbdTest {

    private static final Percentage CLOSE = Percentage.withPercentage(1e-4);

    /** Among them the places where a closed form has 0 over 0, a = 1 and a + b + x = 1; and customers who hardly differ. */
    @ParameterizedTest
    @CsvSource({
        "0.243, 4.414, 0.793, 2.426",
        "1.7, 12, 1, 3",
        "0.5, 2, 0.3, 0.7",
        "0.5, 2, 0.3, 0.4",
        "3, 20, 2.5, 0.6",
        "0.05, 0.4, 6, 30",
        "0.8, 14, 3000, 27000",
        "3000, 60000, 0.9, 3",
        "40, 500, 1, 3",
        "40, 500, 0.3, 0.4",
        "2000, 40000, 1500, 6000"
    })
    void expectationsAreThoseOfTheAssumptions(double r, double alpha, double a, double b) {
        BgNbd model = new BgNbd(r, alpha, a, b);
        for (double weeks : new double[] {0.1, 1, 12, 52, 520}) {
            assertThat(model.expectedPurchases(weeks)).isCloseTo(whileAlive(model, 0, 0, weeks), CLOSE);
            for (int x : new int[] {0, 1, 2, 9, 60}) {
                double age = 60;
                double recency = x == 0 ? 0 : 41.5;
                assertThat(model.alive(x, recency, age)).isCloseTo(alive(model, x, recency, age), CLOSE);
                assertThat(model.expectedPurchases(x, recency, age, weeks))
                        .isCloseTo(whileAlive(model, x, age, weeks) * alive(model, x, recency, age), CLOSE);
            }
        }
    }

    /** Given λ and p, somebody alive makes (1 − e^(−λpt)) ÷ p purchases; λ is integrated in closed form. */
    private static double whileAlive(BgNbd model, int x, double age, double weeks) {
        double rate = model.alpha() + age;
        return Quadrature.beta(
                model.a(), model.b() + x, (p, q) -> -Math.expm1(-(model.r() + x) * Math.log1p(p * weeks / rate)) / p);
    }

    private static double alive(BgNbd model, int x, double recency, double age) {
        double still = still(model, x, age);
        return still / (still + left(model, x, recency));
    }

    private static double still(BgNbd model, int x, double age) {
        return Quadrature.beta(model.a(), model.b(), (p, q) -> Math.pow(q, x))
                * Quadrature.gamma(model.r(), model.alpha(), lambda -> Math.exp(x * Math.log(lambda) - lambda * age));
    }

    private static double left(BgNbd model, int x, double recency) {
        return x == 0
                ? 0
                : Quadrature.beta(model.a(), model.b(), (p, q) -> p * Math.pow(q, x - 1))
                        * Quadrature.gamma(
                                model.r(), model.alpha(), lambda -> Math.exp(x * Math.log(lambda) - lambda * recency));
    }

    @Test
    void theLikelihoodIsThatOfTheAssumptions() {
        BgNbd model = new BgNbd(0.243, 4.414, 0.793, 2.426);
        double[] parameters = {model.r(), model.alpha(), model.a(), model.b()};
        for (PurchaseHistory customer : List.of(
                new PurchaseHistory(0, 0, 272, 5, 0),
                new PurchaseHistory(1, 200, 272, 5, 1),
                new PurchaseHistory(7, 90, 272, 5, 1),
                new PurchaseHistory(29, 270, 272, 5, 1))) {
            double direct = Math.log(still(model, customer.repeats(), customer.ageWeeks())
                    + left(model, customer.repeats(), customer.recencyWeeks()));
            assertThat(new BgNbdLikelihood(List.of(customer, customer)).at(parameters, new double[4]))
                    .isCloseTo(2 * direct, within(1e-6));
        }
    }

    /** Thousands of purchases: their probabilities are too small for a double. */
    @Test
    void nobodyBuysTooOftenForTheLikelihood() {
        double[] gradient = new double[4];
        double value = new BgNbdLikelihood(List.of(new PurchaseHistory(3_000, 3_100, 3_200, 5, 1)))
                .at(new double[] {0.2, 4, 0.8, 2.4}, gradient);

        assertThat(value).isFinite();
        assertThat(gradient).doesNotContain(Double.NaN);
        assertThat(new BgNbd(0.2, 4, 0.8, 2.4).expectedPurchases(3_000, 456.9, 457, 52))
                .isBetween(250.0, 341.0);
    }

    @Test
    void derivativesAreSlopes() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            List<PurchaseHistory> customers = List.of(any(random), any(random), any(random));
            assertSlopes(new BgNbdLikelihood(customers), random);
            assertSlopes(
                    new GammaGammaLikelihood(List.of(new PurchaseHistory(2, 9, 30, 0, 1_500), any(random)), 100),
                    random);
        }
    }

    private static PurchaseHistory any(Random random) {
        int age = 20 + random.nextInt(400);
        int repeats = random.nextInt(15);
        return new PurchaseHistory(
                repeats,
                repeats == 0 ? 0 : repeats + random.nextInt(age - repeats + 1),
                age,
                100,
                repeats * (long) random.nextInt(9_000));
    }

    private static void assertSlopes(Likelihood likelihood, Random random) {
        double[] point = random.doubles(likelihood.size(), 0.1, 6).toArray();
        double[] gradient = new double[point.length];
        likelihood.at(point, gradient);
        for (int i = 0; i < point.length; i++) {
            double step = 1e-5 * point[i];
            double[] above = point.clone();
            double[] below = point.clone();
            above[i] += step;
            below[i] -= step;
            double slope =
                    (likelihood.at(above, new double[point.length]) - likelihood.at(below, new double[point.length]))
                            / (2 * step);
            assertThat(gradient[i]).isCloseTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
        }
    }

    /** ψ grows by the reciprocals between; of so great numbers a difference of two ψ has lost half of its digits. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 99.9, 100.1, 4e9})
    void digammaGrowsByReciprocals(double from) {
        for (int by : new int[] {1, 7, 500}) {
            double sum = 0;
            for (int i = by - 1; i >= 0; i--) {
                sum += 1 / (from + i);
            }
            assertThat(GammaGammaLikelihood.digammaGrowth(from, by)).isCloseTo(sum, Percentage.withPercentage(1e-10));
        }
    }

    @Test
    void nothingIsExpectedOfNoTime() {
        BgNbd model = new BgNbd(0.243, 4.414, 0.793, 2.426);

        assertThat(model.expectedPurchases(0)).isZero();
        assertThat(model.expectedPurchases(3, 10, 20, 0)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> model.expectedPurchases(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BgNbd(0, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BgNbd(1, Double.NaN, 1, 1));
    }
}
