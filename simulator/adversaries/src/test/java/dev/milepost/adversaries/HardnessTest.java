package dev.milepost.adversaries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.adversaries.StandIns.Reading;
import dev.milepost.simulator.SimulationPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fraud is neither plain nor invisible: no one reading finds a typology, and each has one that helps. */
class HardnessTest {

    private static final int SEEDS = 10;
    private static final double EASIEST = 0.92;
    private static final double HARDEST = 0.55;

    @TempDir
    private static Path directory;

    private static final List<Reading> READINGS = new ArrayList<>();

    @BeforeAll
    static void makeWorlds() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path out = directory.resolve("world-" + seed);
            AdversaryWorld.write(
                    new AdversaryPlan(12_000, 90, 100 + seed, SimulationPlan.DEFAULT_START, 0.02, Map.of(), 0),
                    out,
                    told -> {});
            READINGS.addAll(StandIns.of(new WorldFiles(out)));
        }
    }

    @Test
    void noSingleReadingFindsATypologyAndNoneIsWithoutATrace() {
        Map<Typology, Map.Entry<String, Double>> best = new EnumMap<>(Typology.class);
        Typology.frauds().forEach(typology -> best.put(typology, best(typology)));
        best.forEach((typology, reading) ->
                System.out.printf("%-20s %-20s %.3f%n", typology.text(), reading.getKey(), reading.getValue()));
        assertThat(best.values())
                .as("%s", best)
                .allSatisfy(reading -> assertThat(reading.getValue()).isBetween(HARDEST, EASIEST));
    }

    /** What would be wrong with a world in which whoever shares a device with their advocate is a fraud. */
    @Test
    void honestPeopleHaveTheSameTraits() {
        for (String name : List.of("advocate's device", "advocate's card", "advocate's prefix")) {
            long honest = READINGS.stream()
                    .filter(reading -> !reading.fraud() && reading.values().get(name) > 0)
                    .count();
            long fraud = READINGS.stream()
                    .filter(reading -> reading.fraud() && reading.values().get(name) > 0)
                    .count();
            assertThat(honest).as(name).isGreaterThan(fraud);
        }
    }

    /** The reading that ranks a typology highest among all honest referrals, and its area under the curve. */
    private static Map.Entry<String, Double> best(Typology typology) {
        return READINGS.get(0).values().keySet().stream()
                .map(name -> Map.entry(name, area(name, typology)))
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow();
    }

    /** The probability that a reading is larger for a fraud than for an honest referral, ties counted half. */
    private static double area(String name, Typology typology) {
        double[] fraud = values(name, reading -> reading.typology().equals(typology.text()));
        double[] honest = values(name, reading -> !reading.fraud());
        double above = 0;
        for (double value : fraud) {
            int below = lowerBound(honest, value);
            int upTo = lowerBound(honest, Math.nextUp(value));
            above += below + (upTo - below) / 2.0;
        }
        return above / fraud.length / honest.length;
    }

    private static double[] values(String name, Predicate<Reading> of) {
        return READINGS.stream()
                .filter(of)
                .mapToDouble(reading -> reading.values().get(name))
                .sorted()
                .toArray();
    }

    /** How many are less than a value. */
    private static int lowerBound(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }
}
