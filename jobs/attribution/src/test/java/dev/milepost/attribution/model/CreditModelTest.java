package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.attribution.model.CreditModel.Touch;
import dev.milepost.testkit.SharedData;
import dev.milepost.testkit.WeightVectors;
import dev.milepost.testkit.WeightVectors.ExpectedTouch;
import dev.milepost.testkit.WeightVectors.Vector;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class CreditModelTest {

    private static final long ONE = 1_000_000_000L;
    private static final long NOW = 1_000 * DAY;
    private static final BigDecimal NANO = new BigDecimal("1e-9");

    @Test
    void everySharedVectorHoldsToTheCentAndToTheStoredDigit(TestReporter reporter) {
        Optional<Path> file = SharedData.locate(WeightVectors.FILE);
        assumeTrue(file.isPresent(), () -> SharedData.absent(WeightVectors.FILE));
        List<Vector> vectors = WeightVectors.read(file.orElseThrow());
        for (Vector vector : vectors) {
            String name = vector.name() + " " + vector.model() + " " + vector.halfLife();
            Shares shares = CreditModel.valueOf(vector.model().toUpperCase(Locale.ROOT))
                    .shares(
                            vector.touches().stream()
                                    .map(touch -> new Touch(NOW - touch.age().toMillis(), false))
                                    .toList(),
                            vector.halfLife().toMillis());
            assertThat(shares.divide(vector.revenueMinor()))
                    .as(name)
                    .containsExactly(vector.touches().stream()
                            .mapToLong(ExpectedTouch::creditMinor)
                            .toArray());
            long[] weights = shares.divide(ONE);
            assertThat(LongStream.of(weights).sum()).as(name).isEqualTo(ONE);
            for (int i = 0; i < weights.length; i++) {
                assertThat(BigDecimal.valueOf(weights[i], 9))
                        .as(name)
                        .isCloseTo(vector.touches().get(i).weight(), within(NANO));
            }
        }
        assertThat(vectors).hasSize(36);
        reporter.publishEntry("weight vectors that ran", String.valueOf(vectors.size()));
    }

    @Test
    void firstLastAndLinearAreWhatTheyAreCalled() {
        List<Touch> touches = touches(3, 2, 1);
        assertThat(weights(CreditModel.FIRST, touches)).containsExactly(ONE, 0, 0);
        assertThat(weights(CreditModel.LAST, touches)).containsExactly(0, 0, ONE);
        assertThat(weights(CreditModel.LINEAR, touches)).containsExactly(333_333_333, 333_333_333, 333_333_334);
    }

    @Test
    void lastNonDirectPassesDirectTouchesOverUnlessThereAreNoOthers() {
        Touch direct = new Touch(NOW, true);
        Touch other = new Touch(NOW, false);
        assertThat(weights(CreditModel.LAST_NON_DIRECT, List.of(other, other, direct, direct)))
                .containsExactly(0, ONE, 0, 0);
        assertThat(weights(CreditModel.LAST_NON_DIRECT, List.of(direct, direct)))
                .containsExactly(0, ONE);
    }

    @Test
    void positionGivesTwoFifthsToTheEnds() {
        assertThat(weights(CreditModel.POSITION, touches(1))).containsExactly(ONE);
        assertThat(weights(CreditModel.POSITION, touches(2, 1))).containsExactly(ONE / 2, ONE / 2);
        assertThat(weights(CreditModel.POSITION, touches(3, 2, 1)))
                .containsExactly(400_000_000, 200_000_000, 400_000_000);
        assertThat(weights(CreditModel.POSITION, touches(5, 4, 3, 2, 1)))
                .containsExactly(400_000_000, 66_666_666, 66_666_667, 66_666_667, 400_000_000);
    }

    @Test
    void timeDecayHalvesWithEveryHalfLife() {
        // Ages 14, 7 and 0 d: 1/4, 1/2, 1 of 7/4.
        assertThat(weights(CreditModel.TIME_DECAY, touches(14, 7, 0)))
                .containsExactly(142_857_143, 285_714_286, 571_428_571);
    }

    @Test
    void timeDecayDependsOnlyOnTheAgesAgainstEachOther() {
        assertThat(weights(CreditModel.TIME_DECAY, touches(1_014, 1_007, 1_000)))
                .containsExactly(weights(CreditModel.TIME_DECAY, touches(14, 7, 0)));
    }

    @Test
    void extremeAgesNeitherUnderflowToNothingNorFail() {
        Touch ancient = new Touch(0, false);
        Touch newest = new Touch(Long.MAX_VALUE / 4, false);
        assertThat(CreditModel.TIME_DECAY.shares(List.of(ancient, newest), 1).divide(ONE))
                .containsExactly(0, ONE);
        assertThat(CreditModel.TIME_DECAY.shares(List.of(ancient, ancient), 1).divide(3))
                .containsExactly(1, 2);
        assertThat(CreditModel.TIME_DECAY
                        .shares(List.of(ancient, newest), Long.MAX_VALUE)
                        .divide(ONE))
                .satisfies(shares -> assertThat(shares[0] + shares[1]).isEqualTo(ONE));
    }

    @Test
    void everyModelSplitsEveryWholeExactlyAndNothingIsNegative() {
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            List<Touch> touches = new ArrayList<>();
            long time = NOW;
            for (int n = 1 + random.nextInt(30); n > 0; n--) {
                time += random.nextInt(5) == 0 ? 0 : random.nextLong(random.nextBoolean() ? 1_000 : 400 * DAY);
                touches.add(new Touch(time, random.nextBoolean()));
            }
            long halfLife = 1 + random.nextLong(random.nextBoolean() ? 1_000 : 30 * DAY);
            long cents = random.nextLong(1_000_000_000_000_000L);
            for (CreditModel model : CreditModel.values()) {
                Shares shares = model.shares(touches, halfLife);
                for (long whole : new long[] {ONE, cents, 0, 1}) {
                    long[] split = shares.divide(whole);
                    assertThat(split).hasSize(touches.size());
                    assertThat(LongStream.of(split).sum())
                            .as("%s of %d", model, whole)
                            .isEqualTo(whole);
                    assertThat(LongStream.of(split).min().orElseThrow()).isNotNegative();
                }
            }
        }
    }

    private static List<Touch> touches(int... agesDays) {
        List<Touch> touches = new ArrayList<>();
        for (int age : agesDays) {
            touches.add(new Touch(NOW - age * DAY, false));
        }
        return touches;
    }

    private static long[] weights(CreditModel model, List<Touch> touches) {
        return model.shares(touches, 7 * DAY).divide(ONE);
    }
}
