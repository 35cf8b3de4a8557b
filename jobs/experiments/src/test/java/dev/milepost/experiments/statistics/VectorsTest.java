package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Vectors of another implementation, each a test of its own: how many there are, and how many of them were run and skipped, is the
 * count of this class's tests. They go the way of a stream: sums, figures, difference, procedure.
 */
class VectorsTest {

    /** Half a unit of the fifth decimal, as they are printed. */
    private static final double FIVE_DIGITS = 6e-6;

    private static JsonNode read(String name) throws IOException {
        Optional<Path> file = SharedData.locate("experiments/" + name);
        assumeTrue(file.isPresent(), SharedData.absent("experiments/" + name));
        return new ObjectMapper().readTree(file.get().toFile());
    }

    @TestFactory
    List<DynamicTest> comparisons() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : read("frequentist_vectors.json")) {
            tests.add(dynamicTest(vector.get("id").asText(), () -> comparison(vector)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(7);
        return tests;
    }

    @TestFactory
    List<DynamicTest> sampleRatios() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : read("srm_vectors.json").get("vectors")) {
            tests.add(dynamicTest(vector.get("observed") + " by " + vector.get("weights"), () -> sampleRatio(vector)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(6);
        return tests;
    }

    private static void comparison(JsonNode vector) {
        Sample treatment = sample(vector.get("treatment"));
        Sample control = sample(vector.get("control"));
        Optional<Difference> difference = switch (vector.get("difference").asText()) {
            case "absolute" -> Welch.difference(treatment, control);
            case "relative" -> RelativeLift.difference(treatment, control);
            default -> abort("no such difference: " + vector.get("difference"));
        };
        Estimate estimate = procedure(vector).estimate(difference.orElseThrow());
        JsonNode expected = vector.get("expected");
        assertThat(estimate.effect()).isEqualTo(expected.get("effect").asDouble(), within(FIVE_DIGITS));
        assertThat(estimate.se()).isEqualTo(expected.get("se").asDouble(), within(FIVE_DIGITS));
        bound(expected.get("ci").get(0), estimate.ciLow(), Double.NEGATIVE_INFINITY);
        bound(expected.get("ci").get(1), estimate.ciHigh(), Double.POSITIVE_INFINITY);
        if (expected.hasNonNull("p")) {
            assertThat(estimate.p()).isEqualTo(expected.get("p").asDouble(), within(FIVE_DIGITS));
        }
    }

    private static void bound(JsonNode expected, double bound, double none) {
        if (expected.isNull()) {
            assertThat(bound).isEqualTo(none);
        } else {
            assertThat(bound).isEqualTo(expected.asDouble(), within(FIVE_DIGITS));
        }
    }

    private static Procedure procedure(JsonNode vector) {
        double alpha = vector.get("alpha").asDouble();
        String test = vector.get("test").asText();
        Alternative alternative = switch (test.replace("sequential_", "")) {
            case "two_sided" -> Alternative.TWO_SIDED;
            case "greater" -> Alternative.GREATER;
            case "lesser" -> Alternative.LESS;
            default -> abort("no such test: " + test);
        };
        JsonNode tuning = vector.get("tuning");
        return test.startsWith("sequential_")
                ? new ConfidenceSequence(
                        alpha, alternative, tuning == null ? ConfidenceSequence.USUAL_TUNING : tuning.asDouble())
                : new FixedHorizon(alpha, alternative);
    }

    private static Sample sample(JsonNode arm) {
        BigDecimal sum = arm.get("sum").decimalValue();
        return switch (arm.get("kind").asText()) {
            case "proportion" ->
                Sample.ofProportion(
                        Moments.ofBinary(arm.get("n").asLong(), arm.get("sum").asLong()));
            case "mean" ->
                Sample.ofMean(
                        moments(
                                arm.get("n").asLong(),
                                sum,
                                arm.get("sum_squares").decimalValue()),
                        2);
            default -> abort("no such kind: " + arm.get("kind"));
        };
    }

    /** In cents, and their squares. */
    private static ArmMoments moments(long n, BigDecimal sum, BigDecimal squares) {
        return new ArmMoments(
                n,
                sum.movePointRight(2).toBigIntegerExact(),
                squares.movePointRight(4).toBigIntegerExact(),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO);
    }

    /** Weights may be of more arms than are listed. */
    private static void sampleRatio(JsonNode vector) {
        Map<String, Long> observed = new LinkedHashMap<>();
        Map<String, Double> weights = new LinkedHashMap<>();
        vector.get("observed").forEach(units -> observed.put("arm" + observed.size(), units.asLong()));
        vector.get("weights").forEach(weight -> weights.put("arm" + weights.size(), weight.asDouble()));
        double expected = vector.get("expected_p").asDouble();
        assertThat(SampleRatio.of(observed, weights).p()).isEqualTo(expected, within(Math.max(1e-5 * expected, 5e-10)));
    }
}
