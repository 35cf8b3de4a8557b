package dev.milepost.experiments.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.model.UnitEvent.Exposed;
import dev.milepost.experiments.model.UnitEvent.Happened;
import dev.milepost.experiments.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Experiments with a truth: users whose sales, referees and arms are drawn, through the models to what is read. Control brings .3
 * referees, the arm .2 more; each buys once with chance .5 for 8.00 on average. An own sale of the horizon goes with those before.
 */
class PlantedExperimentTest {

    private static final int SEEDS = 200;
    private static final int LOOKS = 5;
    private static final int UNITS_A_LOOK = 240;
    private static final double REFEREES = 0.3;
    private static final double LIFT = 0.2;
    private static final long DAY = 86_400_000L;
    private static final long T0 = 1_772_000_000_000L;
    private static final Map<String, Long> SHARES = Map.of("now", 500_000L, "holdout", 500_000L);
    private static final Map<Metric, Double> TRUTH = Map.of(
            Metric.OWN_NET_REVENUE,
            0.0,
            Metric.REFERRED_SIGNUPS,
            LIFT,
            Metric.REFERRED_BUYERS,
            LIFT * 0.5,
            Metric.REFERRED_NET_REVENUE,
            LIFT * 0.5 * 800);

    private static final ReadingTerms READING = new ReadingTerms(0.05, 5_000, 100);
    private static final UnitModel MODEL = new UnitModel(new ExperimentTerms(DAY, 400 * DAY, 90 * DAY, READING));

    /** The truth of one seed: how many referees its held-out users had within the horizon. */
    private long heldOutReferees;

    private static Happened happened(Happening what, String id, long millis, long minor) {
        return new Happened("u", id, what + id, millis, what, millis, millis, "USD", minor, true);
    }

    private static long amount(Random random) {
        return 400L + random.nextInt(801);
    }

    /** One user whose horizon is over. */
    private Unit unit(Random random) {
        boolean asked = random.nextBoolean();
        List<UnitEvent> events = new ArrayList<>();
        long habit = random.nextInt(3);
        for (int i = 0; i < habit; i++) {
            events.add(happened(Happening.OWN_SALE, "before" + i, T0 - DAY - i, amount(random)));
        }
        events.add(new Exposed("u", "x", asked ? "now" : "holdout", T0, 30 * DAY, "USD", SHARES));
        for (int i = 0; i < habit; i++) {
            if (random.nextBoolean()) {
                events.add(happened(Happening.OWN_SALE, "own" + i, T0 + DAY + i, amount(random)));
            }
        }
        int referees = (random.nextDouble() < REFEREES ? 1 : 0) + (asked && random.nextDouble() < LIFT ? 1 : 0);
        heldOutReferees += asked ? 0 : referees;
        for (int i = 0; i < referees; i++) {
            events.add(happened(Happening.REFERRED_SIGNUP, "r" + i, T0 + 2 * DAY + i, 0));
            if (random.nextBoolean()) {
                events.add(happened(Happening.REFERRED_PURCHASE, "r" + i, T0 + 3 * DAY + i, 0));
                events.add(happened(Happening.REFERRED_SALE, "r" + i, T0 + 3 * DAY + i, amount(random)));
            }
        }
        if (random.nextDouble() < 0.2) {
            events.add(happened(Happening.REFERRED_SIGNUP, "outside", T0 + 31 * DAY, 0));
        }
        UnitState state = MODEL.empty();
        events.forEach(event -> MODEL.apply(state, event, key -> {}));
        MODEL.onTimer(state, T0 + 30 * DAY, key -> {});
        return MODEL.fact(state, "x");
    }

    private static boolean holds(Estimate estimate, Metric metric) {
        return estimate.ciLow() <= TRUTH.get(metric) && TRUTH.get(metric) <= estimate.ciHigh();
    }

    /** At every look at once, as measured and as adjusted; and referees of held-out users are counted to the one. */
    @Test
    void thePlantedLiftIsInTheLiveIntervalAtAllLooksOfNearlyAllSeeds() {
        Map<Metric, Integer> held = new TreeMap<>();
        Map<Metric, Integer> heldAdjusted = new TreeMap<>();
        int found = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            heldOutReferees = 0;
            ExperimentSums sums = ExperimentSums.none("x");
            Map<Metric, Boolean> all = new TreeMap<>();
            Map<Metric, Boolean> allAdjusted = new TreeMap<>();
            boolean winner = false;
            for (int look = 0; look < LOOKS; look++) {
                for (int i = 0; i < UNITS_A_LOOK; i++) {
                    sums = sums.with(new UnitChange("x", null, unit(random)));
                }
                Reading reading = Reading.of(sums, READING);
                assertThat(reading.contamination()).isEqualTo(heldOutReferees);
                for (Result result : reading.results()) {
                    Metric metric = result.line().metric();
                    if (result.status() == Result.Status.READ && TRUTH.containsKey(metric)) {
                        Estimate estimate = result.comparison().absolute().orElseThrow();
                        all.merge(metric, holds(estimate, metric), Boolean::logicalAnd);
                        allAdjusted.merge(
                                metric, holds(result.adjusted().absolute().orElseThrow(), metric), Boolean::logicalAnd);
                        winner |= metric == Metric.REFERRED_SIGNUPS && estimate.ciLow() > 0;
                    }
                }
            }
            found += winner ? 1 : 0;
            all.forEach((metric, holds) -> held.merge(metric, holds ? 1 : 0, Integer::sum));
            allAdjusted.forEach((metric, holds) -> heldAdjusted.merge(metric, holds ? 1 : 0, Integer::sum));
        }
        System.out.println("Of " + SEEDS + " seeds the truth was in the interval at all looks: " + held + ", adjusted "
                + heldAdjusted + "; a lift of referred signups was found in " + found);
        assertThat(held.keySet()).isEqualTo(TRUTH.keySet());
        assertThat(held.values()).allMatch(seeds -> seeds >= 0.95 * SEEDS);
        assertThat(heldAdjusted.values()).allMatch(seeds -> seeds >= 0.95 * SEEDS);
        assertThat(found).as("and the interval says something").isGreaterThan(SEEDS / 2);
    }

    private static boolean blocks(Random random, double ofArm) {
        long asked = 0;
        for (int i = 0; i < 20_000; i++) {
            asked += random.nextDouble() < ofArm ? 1 : 0;
        }
        TreeMap<String, ArmCount> arms = new TreeMap<>();
        arms.put("now", new ArmCount(asked, 10_000_000_000L, 0, 0));
        arms.put("holdout", new ArmCount(20_000 - asked, 10_000_000_000L, 0, 0));
        return Reading.of(new ExperimentSums("x", arms, new TreeMap<>(), 0), READING)
                .sampleRatio()
                .blocks();
    }

    /** 20,000 users, 52 % of whom are in an arm that half should be in: χ² about 32, where 10.8 blocks. */
    @Test
    void anImbalanceOfTwoPercentIsSeenAndNoneIsSeenWhereThereIsNone() {
        int seen = 0;
        int falseAlarms = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            seen += blocks(random, 0.52) ? 1 : 0;
            falseAlarms += blocks(random, 0.5) ? 1 : 0;
        }
        System.out.println(
                "Of " + SEEDS + " seeds an imbalance of 2 % blocked " + seen + ", none blocked " + falseAlarms);
        assertThat(seen).isGreaterThanOrEqualTo(190);
        assertThat(falseAlarms).isLessThanOrEqualTo(1);
    }
}
