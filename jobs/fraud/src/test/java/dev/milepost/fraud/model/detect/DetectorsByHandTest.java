package dev.milepost.fraud.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each detector on numbers worked by hand, and what all of them refuse. */
class DetectorsByHandTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static <D extends Detector> D learned(D detector, double... values) {
        Arrays.stream(values).forEach(value -> detector.learn(new double[] {value}));
        return detector;
    }

    /** Weights 1 and 1/2: mean 1, then 1 + ½ · 2 = 2; variance 0, then ½ (0 + ½ · 4) = 1. */
    @Test
    void zIsByMeanAndVarianceOfEarlierRows() {
        EwmaZ ewma = learned(new EwmaZ(1), 1, 3);
        assertThat(ewma.z(new double[] {4})[0]).isEqualTo(2, EXACT);
        assertThat(ewma.score(new double[] {-1})).isEqualTo(3, EXACT);
        assertThat(ewma.score(new double[] {100})).as("as far as four").isEqualTo(4);
        assertThat(ewma.z(new double[] {100})[0]).isEqualTo(10);
    }

    @Test
    void anotherValueThanAConstantOneIsAsFarAsCanBe() {
        EwmaZ ewma = learned(new EwmaZ(1), 5, 5, 5);
        assertThat(ewma.z(new double[] {5})[0]).isZero();
        assertThat(ewma.z(new double[] {4.9})[0]).isEqualTo(-10);
    }

    /** Thirty rows of ±1 have mean 0 and variance 1; a wild value then counts as 4: the mean moves by 4/31. */
    @Test
    void aWildValueMovesTheScaleAsOneOfFourDeviations() {
        EwmaZ ewma = new EwmaZ(1);
        for (int i = 0; i < 30; i++) {
            ewma.learn(new double[] {i % 2 == 0 ? 1 : -1});
        }
        ewma.learn(new double[] {1e9});
        double variance = 30 / 31.0 * (1 + 16 / 31.0);
        assertThat(ewma.z(new double[] {0})[0]).isEqualTo(-4 / 31.0 / Math.sqrt(variance), EXACT);
    }

    /** Of nine values 1, 1, 2 … 8: tails of 8 are (9 + 1)/10 to the left and (1 + 1)/10 to the right. */
    @Test
    void ecodCountsTheTailOnTheSideOfTheSkew() {
        double[] values = {1, 1, 2, 3, 4, 5, 6, 7, 8};
        Ecod ecod = learned(new Ecod(1), values);
        Ecod.Tails tails = ecod.tails(new double[] {8});
        assertThat(tails.left()[0]).isEqualTo(0, EXACT);
        assertThat(tails.right()[0]).isEqualTo(Math.log10(5), EXACT);
        assertThat(tails.signed()[0]).isEqualTo(Math.log10(5), EXACT);
        assertThat(ecod.tails(new double[] {0}).signed()[0]).isEqualTo(-1, EXACT);
        assertThat(ecod.score(new double[] {100})).isEqualTo(1, EXACT);

        Ecod toTheLeft = learned(new Ecod(1), -1, -1, -1, -9);
        assertThat(toTheLeft.score(new double[] {-9})).isEqualTo(Math.pow(Math.log10(2.5), 1.5), EXACT);
        assertThat(toTheLeft.score(new double[] {100})).isZero();
    }

    /** All rows in one leaf: the count of a whole window, 256, at depth 10. */
    @Test
    void halfSpaceTreesScoreByMassTimesDepth() {
        HalfSpaceTrees trees = new HalfSpaceTrees(2, 1);
        double[] usual = {0.3, -0.2};
        for (int i = 0; i < 64; i++) {
            assertThat(trees.score(usual)).isZero();
            trees.learn(usual);
        }
        assertThat(trees.score(usual)).isEqualTo(-Math.log(1 + 256 * 1024) / Math.log(2), EXACT);
        assertThat(trees.score(new double[] {3.5, -3.5})).isGreaterThan(-10);
    }

    /** A window that is over scores; the one before it is forgotten. */
    @Test
    void halfSpaceTreesForget() {
        HalfSpaceTrees trees = new HalfSpaceTrees(1, 1);
        for (int i = 0; i < 768; i++) {
            trees.learn(new double[] {i < 512 ? -2 : 2});
        }
        assertThat(trees.score(new double[] {2})).isEqualTo(-Math.log(1 + 256 * 1024) / Math.log(2), EXACT);
        assertThat(trees.score(new double[] {-2})).isGreaterThan(-16);
    }

    @Test
    void theTenthNearestCounts() {
        NearestSample nearest = learned(new NearestSample(1, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(nearest.score(new double[] {0})).isEqualTo(10);
        assertThat(nearest.score(new double[] {6}))
                .as("6, 5, 7, 4, 8, 3, 9, 2, 10, 1")
                .isEqualTo(5);
        assertThat(nearest.contributions(new double[] {0})).containsExactly(10);
        assertThat(learned(new NearestSample(1, 1), 4).score(new double[] {0}))
                .as("of one, that one")
                .isEqualTo(4);
    }

    /** Of 20,000 rows that count up, a uniform sample of 256 has its mean in the middle, give or take 4 · 361. */
    @Test
    void theSampleIsOfAllRows() {
        NearestSample nearest = new NearestSample(1, 9);
        for (int i = 0; i < 20_000; i++) {
            nearest.learn(new double[] {i});
        }
        double low = nearest.score(new double[] {-1});
        double high = nearest.score(new double[] {20_000});
        assertThat(low).isBetween(200.0, 1800.0);
        assertThat(high).isBetween(200.0, 1800.0);
    }

    /**
     * Rows 1 and −1, then 3 as an outlier for sure: n + 1 = 4, mean 3/4, mean square (1 + 1 + 9 + .2)/4 = 2.8, and the weight
     * (3 − 3/4) / ((1 + 5) · 2.8).
     */
    @Test
    void theDirectionIsThatOfOutliers() {
        OutlierDirection direction = new OutlierDirection(1);
        assertThat(direction.score(new double[] {2})).isZero();
        direction.learn(new double[] {1}, 0);
        direction.learn(new double[] {-1}, 0);
        direction.learn(new double[] {3}, 1);
        double weight = 2.25 / 6 / 2.8;
        assertThat(direction.score(new double[] {2})).isEqualTo(weight * 1.25, EXACT);
        assertThat(direction.score(new double[] {-9})).as("clipped at four").isEqualTo(weight * -4.75, EXACT);
    }

    /** Of 1 … 20 the median's place holds 11, that of nine tenths 19. */
    @Test
    void aScaleIsFromTheMedianToNineTenths() {
        Scale scale = new Scale();
        for (int i = 1; i <= 20; i++) {
            assertThat(scale.of(5))
                    .satisfies(
                            i <= 16
                                    ? s -> assertThat(s).isZero()
                                    : s -> assertThat(s).isNegative());
            scale.learn(i);
        }
        assertThat(scale.of(11)).isEqualTo(0, within(0.01));
        assertThat(scale.of(19)).isEqualTo(1, within(0.01));
        assertThat(scale.of(43)).isEqualTo(4, within(0.03));
        assertThat(scale.tail(18)).as("18, 19, 20 and itself of 21").isEqualTo(Math.log10(21 / 4.0), EXACT);
        assertThat(scale.amongHighest(100, 0.2, 20)).isEqualTo(1);
        assertThat(scale.amongHighest(20, 0.2, 20)).as("one of four").isEqualTo(0.75, EXACT);
        assertThat(scale.amongHighest(3, 0.2, 20)).isZero();
        assertThat(scale.amongHighest(100, 0.2, 21)).isZero();
    }

    @Test
    void forestContributionsSumToItsScore() {
        List<double[]> rows = Streams.rows(600, 5, 2);
        RandomCut forest = new RandomCut(5, 1);
        assertThat(forest.score(rows.get(0))).isZero();
        rows.forEach(forest::learn);
        double usual = forest.score(rows.get(10));
        double[] far = {9, 0, 0, 0, 0};
        assertThat(forest.score(far)).isGreaterThan(usual);
        assertThat(Rows.sum(forest.contributions(far))).isEqualTo(forest.score(far), within(1e-6));
        assertThat(forest.contributions(far)[0]).isGreaterThan(forest.score(far) / 2);
    }

    @ParameterizedTest
    @MethodSource("dev.milepost.fraud.model.detect.Kind#all")
    void rowsThatAreNoneAreRefused(Kind kind) {
        Detector detector = kind.make().apply(2);
        assertThatThrownBy(() -> detector.score(new double[] {1})).hasMessage("A row of 1 values where rows have 2");
        assertThatThrownBy(() -> detector.learn(new double[] {1, 2, 3}))
                .hasMessage("A row of 3 values where rows have 2");
        assertThatThrownBy(() -> detector.score(new double[] {1, Double.NaN})).hasMessage("A row with the value NaN");
        assertThatThrownBy(() -> detector.learn(new double[] {1, Double.NEGATIVE_INFINITY}))
                .hasMessage("A row with the value -Infinity");
        assertThatThrownBy(() -> kind.make().apply(0)).hasMessage("A row of 0 values is none");
    }
}
