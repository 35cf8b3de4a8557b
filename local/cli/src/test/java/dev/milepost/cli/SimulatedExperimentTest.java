package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.model.Reading;
import dev.milepost.experiments.model.Result;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.Estimate;
import dev.milepost.experiments.statistics.SampleRatio;
import dev.milepost.milestones.model.ask.Exposure;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.simulator.AskEffect;
import dev.milepost.simulator.AskedUnit;
import dev.milepost.simulator.SimulationPlan;
import dev.milepost.simulator.Tale;
import dev.milepost.testkit.harness.OracleHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What {@code simulate --lift} plants, through the jobs' own models in plain Java: guards and arms of the example's file, outcomes,
 * sums, and what is read of them. {@link SimulatedExperimentIT} shows that the graph on Flink makes the same of such worlds.
 */
class SimulatedExperimentTest {

    private static final String EXPERIMENT = "up-and-running-timing";
    private static final Path FILE = Path.of("../../programs/ask-onboarding-trio.yaml");
    private static final ProgramCatalog PROGRAMS = ProgramFiles.read(List.of(FILE));
    private static final ProgramCatalog WITHOUT_GUARDS = withoutGuards();

    private static final AskEffect EFFECT = new AskEffect(0.4, 0, 0.1);
    private static final int USERS = 20_000;
    private static final int DAYS = 150;
    private static final long HORIZON = 30 * 86_400_000L;

    private static final int ALL_SEEDS = 200;

    /**
     * So many people it takes for a mismatch of one point to be seen in nearly all worlds, if no guard stops an ask: 80,000 are
     * exposed. It goes by the square of the points.
     */
    private static final int USERS_A_POINT = 340_000;

    /** What the simulator knows of a world, whoever is exposed. */
    private static final class Truth {

        private final Map<String, AskedUnit> units = new HashMap<>();
        private final Map<String, List<Long>> signups = new HashMap<>();

        void hear(Tale tale) {
            if (tale.unit() != null) {
                units.put(tale.unit().userId(), tale.unit());
            }
            for (String advocate : tale.advocates()) {
                signups.computeIfAbsent(advocate, of -> new ArrayList<>())
                        .add(tale.person().joinedMillis());
            }
        }

        /** Friends whom those of the held-out who are exposed win within their horizon. */
        long contamination(List<Exposure> exposures) {
            return exposures.stream()
                    .map(exposure -> units.get(exposure.user()))
                    .filter(unit -> unit.arm().equals("holdout"))
                    .mapToLong(unit -> signups.getOrDefault(unit.userId(), List.of()).stream()
                            .filter(time -> time > unit.reachedMillis() && time <= unit.reachedMillis() + HORIZON)
                            .count())
                    .sum();
        }

        /** Who is in which arm, and since when, both say alike. */
        void agreeWith(List<Exposure> exposures) {
            for (Exposure exposure : exposures) {
                AskedUnit unit = units.get(exposure.user());
                assertThat(unit).as(exposure.user()).isNotNull();
                assertThat(unit.arm()).as(exposure.user()).isEqualTo(exposure.arm());
                assertThat(unit.reachedMillis()).as(exposure.user()).isEqualTo(exposure.exposedAtMillis());
            }
        }
    }

    /** The same file, whose ask goes to whoever reaches the milestone. */
    private static ProgramCatalog withoutGuards() {
        try {
            String text = Files.readString(FILE);
            int guards = text.indexOf("    guards:");
            int experiment = text.indexOf("    experiment:");
            return ProgramFiles.parse(Map.of(FILE.toString(), text.substring(0, guards) + text.substring(experiment)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SimulationPlan plan(int users, long seed, AskEffect effect) {
        return new SimulationPlan(users, DAYS, 1_000 + seed, SimulationPlan.DEFAULT_START, effect);
    }

    /** How often the truth was in the interval of an arm on a metric, and what was found on average. */
    private static final class Coverage {

        private final double truth;
        private final List<Double> found = new ArrayList<>();
        private int held;
        private int aboveZero;

        Coverage(double truth) {
            this.truth = truth;
        }

        void add(Estimate estimate) {
            found.add(estimate.effect());
            held += estimate.ciLow() <= truth && truth <= estimate.ciHigh() ? 1 : 0;
            aboveZero += estimate.ciLow() > 0 ? 1 : 0;
        }

        /**
         * How many standard errors the mean of what was found is from the truth: many where the truth is wrong. Some by themselves: ids,
         * and so arms, are the same in all worlds, and who refers most by their number alone.
         */
        double bias() {
            double mean = found.stream().mapToDouble(each -> each).average().orElseThrow();
            double squares = found.stream()
                    .mapToDouble(each -> (each - mean) * (each - mean))
                    .sum();
            return (mean - truth) / Math.sqrt(squares / (found.size() - 1) / found.size());
        }

        @Override
        public String toString() {
            return String.format(
                    "truth %.3f held in %d of %d, %.1f standard errors off, above 0 in %d",
                    truth, held, found.size(), bias(), aboveZero);
        }
    }

    private static void cover(Map<String, Coverage> coverage, Result result, String how, Comparison comparison) {
        String metric = result.line().metric().label();
        Double truth = EFFECT.expected().get(metric);
        if (truth != null && comparison != null) {
            comparison
                    .absolute()
                    .ifPresent(estimate -> coverage.computeIfAbsent(
                                    result.line().arm() + " " + metric + " " + how, key -> new Coverage(truth))
                            .add(estimate));
        }
    }

    @Test
    void thePlantedLiftIsInTheLiveIntervalNobodyIsBlockedAndContaminationIsCounted() {
        Map<String, Coverage> coverage = new TreeMap<>();
        int seeds = OracleHarness.seeds().size();
        int blocked = 0;
        long exposed = 0;
        long referees = 0;
        for (long seed : OracleHarness.seeds()) {
            Truth truth = new Truth();
            PlainExperiment world = PlainExperiment.of(PROGRAMS, EXPERIMENT, plan(USERS, seed, EFFECT), truth::hear);
            List<Exposure> exposures = world.exposures();
            truth.agreeWith(exposures);
            Reading reading = Reading.of(world.sums(exposures), PlainExperiment.READING);
            assertThat(reading.contamination()).as("seed " + seed).isEqualTo(truth.contamination(exposures));
            exposed += exposures.size();
            referees += reading.contamination();
            blocked += reading.sampleRatio().blocks() ? 1 : 0;
            for (Result result : reading.results()) {
                cover(coverage, result, "measured", result.comparison());
                cover(coverage, result, "adjusted", result.adjusted());
            }
        }
        System.out.println(seeds + " worlds of " + USERS + " people, " + exposed + " exposed, " + referees
                + " referees of held-out, blocked " + blocked);
        coverage.forEach((key, of) -> System.out.println("  " + key + ": " + of));
        assertThat(blocked).isLessThanOrEqualTo(seeds / 100);
        assertThat(referees).isPositive();
        assertThat(coverage).hasSize(16);
        coverage.forEach((key, of) -> {
            int read = of.found.size();
            assertThat(read).as("read: " + key).isGreaterThanOrEqualTo((int) (0.9 * seeds));
            assertThat(of.held).as(key).isGreaterThanOrEqualTo((int) Math.floor(0.95 * read));
            assertThat(of.bias()).as("bias of " + key).isBetween(-4.0, 4.0);
        });
        assertThat(coverage.get("now referred_signups measured").aboveZero)
                .as("and the interval says something")
                .isGreaterThan(seeds / 2);
    }

    /** Two points of the first arm in the long run; in a short one six, of a ninth of the people. */
    @Test
    void aPlantedImbalanceBlocks() {
        int seeds = OracleHarness.seeds().size();
        int points = seeds < ALL_SEEDS ? 6 : 2;
        int users = USERS_A_POINT / (points * points);
        int blocked = 0;
        long exposed = 0;
        for (long seed : OracleHarness.seeds()) {
            SimulationPlan plan = plan(users, seed, new AskEffect(0.1, points / 100.0, 0));
            PlainExperiment world = PlainExperiment.of(WITHOUT_GUARDS, EXPERIMENT, plan, tale -> {});
            Reading reading = Reading.of(world.sums(world.exposures()), PlainExperiment.READING);
            exposed += reading.sampleRatio().arms().stream()
                    .mapToLong(SampleRatio.Arm::observed)
                    .sum();
            boolean blocks = reading.sampleRatio().blocks();
            blocked += blocks ? 1 : 0;
            assertThat(reading.results()).allMatch(result -> blocks == (result.status() == Result.Status.BLOCKED));
        }
        System.out.println(seeds + " worlds of " + users + " people, " + exposed + " exposed, with " + points
                + " points less in an arm: blocked " + blocked);
        assertThat(blocked).isGreaterThanOrEqualTo((int) Math.floor(0.95 * seeds));
    }
}
