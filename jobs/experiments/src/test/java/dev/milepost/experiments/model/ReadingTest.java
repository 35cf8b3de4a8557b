package dev.milepost.experiments.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.experiments.model.Result.Status;
import dev.milepost.experiments.statistics.Alternative;
import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.ConfidenceSequence;
import dev.milepost.experiments.statistics.Difference;
import dev.milepost.experiments.statistics.Estimate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an experiment says of units that are made by hand. */
class ReadingTest {

    private static final ReadingTerms TERMS = new ReadingTerms(0.05, 5_000, 100);
    private static final Map<String, Long> SHARES = Map.of("now", 500_000L, "holdout", 500_000L);

    private ExperimentSums sums = ExperimentSums.none("x");

    private static Unit unit(String arm, long signups, boolean matured) {
        Tally tally = new Tally(BigInteger.ZERO, 0, 0, signups, 0, BigInteger.ZERO);
        return new Unit(arm, "USD", SHARES, signups, matured ? new Outcome(tally, BigInteger.ZERO) : null);
    }

    /** So many units, of whom so many brought one referee. */
    private void add(String arm, int units, int withReferee, boolean matured) {
        for (int i = 0; i < units; i++) {
            sums = sums.with(new UnitChange("x", null, unit(arm, i < withReferee ? 1 : 0, matured)));
        }
    }

    private Result signups() {
        return Reading.of(sums, TERMS).results().stream()
                .filter(result -> result.line().metric() == Metric.REFERRED_SIGNUPS)
                .findFirst()
                .orElseThrow();
    }

    /** ȳ .2 and .1 of 1,000 each; s² = 1000/999 · ȳ(1 − ȳ). */
    @Test
    void anArmIsReadAgainstTheHoldoutByAConfidenceSequence() {
        add("now", 1_000, 200, true);
        add("holdout", 1_000, 100, true);
        Result result = signups();
        assertThat(result.status()).isEqualTo(Status.READ);
        assertThat(result.control()).isEqualTo("holdout");
        double se = Math.sqrt((0.2 * 0.8 + 0.1 * 0.9) / 999);
        Estimate absolute = result.comparison().absolute().orElseThrow();
        assertThat(absolute.effect()).isEqualTo(0.1, within(1e-12));
        assertThat(absolute.se()).isEqualTo(se, within(1e-12));
        Estimate sequence =
                new ConfidenceSequence(0.05, Alternative.TWO_SIDED, 5_000).estimate(new Difference(0.1, se, 1, 2_000));
        assertThat(absolute.ciLow()).isEqualTo(sequence.ciLow(), within(1e-12));
        assertThat(absolute.ciLow()).as("wider than 1.96 se").isLessThan(0.1 - 2.5 * se);
        assertThat(absolute.p()).isEqualTo(sequence.p(), within(1e-12));
        assertThat(result.comparison().relative().orElseThrow().effect()).isEqualTo(1, within(1e-12));
        // Nothing else differs between any two units, so there is one comparison to judge.
        assertThat(result.comparison().pHolm()).isEqualTo(absolute.p(), within(1e-12));
        assertThat(Reading.of(sums, TERMS).contamination()).isEqualTo(100);
    }

    @Test
    void itIsTooEarlyUntilBothArmsHaveEnoughOutcomes() {
        add("now", 1_000, 200, true);
        add("holdout", 99, 9, true);
        add("holdout", 901, 91, false);
        assertThat(signups().status()).isEqualTo(Status.TOO_EARLY);
        assertThat(signups().comparison()).isNull();
        assertThat(signups().controlN()).isEqualTo(99);
        assertThat(Reading.of(sums, TERMS).contamination())
                .as("whoever's horizon it is")
                .isEqualTo(100);
        add("holdout", 1, 0, true);
        assertThat(signups().status()).isEqualTo(Status.READ);
    }

    /** 1,100 of 2,000 where 1,000 should be: χ² = 20, p = 7.7e-6. */
    @Test
    void nothingIsReadWhereExposuresAreNotAsPlanned() {
        add("now", 1_100, 200, true);
        add("holdout", 900, 100, true);
        Reading reading = Reading.of(sums, TERMS);
        assertThat(reading.sampleRatio().p()).isEqualTo(7.744e-6, within(1e-8));
        assertThat(reading.results())
                .hasSize(Metric.values().length)
                .allMatch(result -> result.status() == Status.BLOCKED && result.comparison() == null);
    }

    /** An arm that nobody is in is held against its plan all the same. */
    @Test
    void anArmWithoutUnitsIsThere() {
        add("now", 500, 50, true);
        assertThat(signups().controlN()).isZero();
        assertThat(sums.lines()).containsEntry(new Line("holdout", Metric.REFERRED_SIGNUPS, ""), ArmMoments.NONE);
        assertThat(Reading.of(sums, TERMS).sampleRatio().blocks()).isTrue();
    }

    /** So many matured units; the first of them brought a referee, of whom some bought; the first opted out. */
    private void add(Map<String, Long> shares, String arm, int units, int referees, int buyers, int optOuts) {
        for (int i = 0; i < units; i++) {
            int signups = i < referees ? 1 : 0;
            Tally tally =
                    new Tally(BigInteger.ZERO, 0, i < optOuts ? 1 : 0, signups, i < buyers ? 1 : 0, BigInteger.ZERO);
            Unit unit = new Unit(arm, "USD", shares, signups, new Outcome(tally, BigInteger.ZERO));
            sums = sums.with(new UnitChange("x", null, unit));
        }
    }

    /** Two arms on two metrics that have something to say: the least p counts fourfold, the next one threefold. Guardrails do not count. */
    @Test
    void holmCountsAllArmsAndPrimaryMetricsTogether() {
        Map<String, Long> shares = Map.of("now", 250_000L, "later", 250_000L, "holdout", 500_000L);
        add(shares, "now", 500, 80, 30, 10);
        add(shares, "later", 500, 60, 40, 20);
        add(shares, "holdout", 1_000, 100, 20, 30);
        List<Comparison> primary = new ArrayList<>();
        for (Result result : Reading.of(sums, TERMS).results()) {
            if (result.status() == Status.READ && result.line().metric().isPrimary()) {
                primary.add(result.comparison());
            } else if (result.status() == Status.READ) {
                assertThat(result.comparison().pHolm()).isNaN();
            }
        }
        assertThat(primary).hasSize(4);
        primary.sort(
                Comparator.comparingDouble(each -> each.absolute().orElseThrow().p()));
        double least = primary.get(0).absolute().orElseThrow().p();
        double next = primary.get(1).absolute().orElseThrow().p();
        assertThat(3 * next).isBetween(4 * least, 1.0);
        assertThat(primary.get(0).pHolm()).isEqualTo(4 * least, within(1e-12));
        assertThat(primary.get(1).pHolm()).isEqualTo(3 * next, within(1e-12));
    }

    @Test
    void withoutAHoldoutTheFirstArmIsControlAndNobodyIsContaminated() {
        Map<String, Long> shares = Map.of("now", 500_000L, "later", 500_000L, "holdout", 0L);
        add(shares, "now", 500, 80, 0, 0);
        add(shares, "later", 500, 60, 0, 0);
        assertThat(signups().control()).isEqualTo("later");
        assertThat(signups().line().arm()).isEqualTo("now");
        assertThat(signups().status()).isEqualTo(Status.READ);
        Reading reading = Reading.of(sums, TERMS);
        assertThat(reading.results()).hasSize(Metric.values().length);
        assertThat(reading.contamination()).isZero();
    }

    /** Four of five are asked, as the file says: no evidence of anything, where even shares would block. */
    @Test
    void exposuresAreHeldAgainstTheSharesOfTheFile() {
        Map<String, Long> shares = Map.of("now", 800_000L, "holdout", 200_000L);
        add(shares, "now", 800, 80, 0, 0);
        add(shares, "holdout", 200, 20, 0, 0);
        assertThat(Reading.of(sums, TERMS).sampleRatio().p()).isEqualTo(1, within(1e-12));
        assertThat(signups().status()).isEqualTo(Status.READ);
    }

    @Test
    void whatIsTakenOutLeavesNothing() {
        add("now", 10, 3, true);
        ExperimentSums before = sums;
        Unit unit = unit("now", 7, true);
        sums = sums.with(new UnitChange("x", null, unit(unit.arm(), 7, false)))
                .with(new UnitChange("x", unit(unit.arm(), 7, false), unit))
                .with(new UnitChange("x", unit, null));
        assertThat(sums).isEqualTo(before);
    }
}
