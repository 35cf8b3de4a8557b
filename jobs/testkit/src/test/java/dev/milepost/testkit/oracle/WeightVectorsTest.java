package dev.milepost.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.testkit.SharedData;
import dev.milepost.testkit.WeightVectors;
import dev.milepost.testkit.WeightVectors.ExpectedTouch;
import dev.milepost.testkit.WeightVectors.Vector;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WeightVectorsTest {

    private static final BigDecimal NANO = new BigDecimal("1e-9");

    @Test
    void everyVectorHoldsToTheCentAndToTheStoredDigit() {
        Optional<Path> file = SharedData.locate(WeightVectors.FILE);
        assumeTrue(file.isPresent(), () -> SharedData.absent(WeightVectors.FILE));
        List<Vector> vectors = WeightVectors.read(file.orElseThrow());
        assertThat(vectors).hasSize(36);
        for (Vector vector : vectors) {
            Weights weights = weights(vector);
            String name = vector.name() + " " + vector.model() + " " + vector.halfLife();
            assertThat(weights.split(vector.revenueMinor()))
                    .as(name)
                    .containsExactly(vector.touches().stream()
                            .mapToLong(ExpectedTouch::creditMinor)
                            .toArray());
            long[] nanos = weights.split(1_000_000_000);
            assertThat(Arrays.stream(nanos).sum()).as(name).isEqualTo(1_000_000_000);
            for (int i = 0; i < nanos.length; i++) {
                assertThat(BigDecimal.valueOf(nanos[i], 9))
                        .as(name)
                        .isCloseTo(vector.touches().get(i).weight(), within(NANO));
            }
        }
    }

    private static Weights weights(Vector vector) {
        int count = vector.touches().size();
        return switch (vector.model()) {
            case "first" -> Weights.only(count, 0);
            case "last" -> Weights.only(count, count - 1);
            case "linear" -> Weights.linear(count);
            case "position" -> Weights.position(count);
            default ->
                Weights.timeDecay(
                        vector.touches().stream()
                                .map(touch -> touch.age().toMillis())
                                .toList(),
                        vector.halfLife().toMillis());
        };
    }

    @Test
    void powersOfAHalfAgreeWithTheMathematicalLibrary() {
        for (long age : new long[] {0, 1, 999, 604_800_000, 86_400_001, 2_592_000_000L}) {
            double expected = StrictMath.pow(2, -age / 604_800_000.0);
            double actual = HalfLives.remaining(age, 604_800_000).doubleValue() / Math.pow(2, HalfLives.BITS);
            assertThat(actual).isCloseTo(expected, within(1e-15));
        }
    }
}
