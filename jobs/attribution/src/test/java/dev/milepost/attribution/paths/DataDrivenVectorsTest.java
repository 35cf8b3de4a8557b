package dev.milepost.attribution.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.testkit.DataDrivenVectors;
import dev.milepost.testkit.SharedData;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What a second implementation made of its journeys. */
class DataDrivenVectorsTest {

    private static final double FIVE_DIGITS = 5e-6;

    @Test
    void bothModelsAreThoseOfTheVectors(TestReporter reporter) {
        Optional<Path> file = SharedData.locate(DataDrivenVectors.FILE);
        assumeTrue(file.isPresent(), SharedData.absent(DataDrivenVectors.FILE));
        DataDrivenVectors vectors = DataDrivenVectors.read(file.get());
        PathCounts paths = new PathCounts();
        long conversions = 0;
        for (DataDrivenVectors.Journey journey : vectors.journeys()) {
            paths.converted(journey.channels(), "USD", new Tally(journey.converted(), BigInteger.ZERO));
            paths.lost(journey.channels(), journey.lost());
            conversions += journey.converted();
        }

        SortedMap<String, BigFraction> shapley = Shapley.conversions(paths);
        assertThat(shapley.keySet()).isEqualTo(vectors.shapley().keySet());
        shapley.forEach((channel, value) -> assertThat(value)
                .as(channel)
                .isEqualTo(fraction(vectors.shapley().get(channel))));

        Markov markov = Markov.of(paths);
        assertThat(markov.conversionProbability()).isCloseTo(vectors.baseProbability(), within(1e-9));
        assertThat(markov.removalEffects().keySet())
                .isEqualTo(vectors.removalEffects().keySet());
        for (String channel : vectors.removalEffects().keySet()) {
            double effect = vectors.removalEffects().get(channel);
            assertThat(markov.removalEffects().get(channel))
                    .as(channel)
                    .isCloseTo(effect, within(FIVE_DIGITS * effect));
            double expected = vectors.markov().get(channel);
            assertThat(markov.shares().get(channel) * conversions)
                    .as(channel)
                    .isCloseTo(expected, within(FIVE_DIGITS * expected));
        }
        reporter.publishEntry(
                "vectors held",
                Integer.toString(
                        1 + shapley.size() + 2 * markov.removalEffects().size()));
    }

    private static BigFraction fraction(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new BigFraction(new BigInteger(text))
                : new BigFraction(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
