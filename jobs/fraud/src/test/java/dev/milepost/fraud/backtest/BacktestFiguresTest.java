package dev.milepost.fraud.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A world of ten referrals, every figure by hand. Farm f1 and f2, drip d1; honest h1 to h5 ordinary, s1 and s2 siblings.
 *
 * <pre>
 *   referral  score  device  payment  reasons                  ring
 *   f1        .95    1       0.5      SELF_DEVICE, RING        A
 *   s1        .40    1       -        SELF_DEVICE              B
 *   f2        .35    0       0.9      RING, SELF_PAYMENT       A
 *   d1        .15    0       -        DISPOSABLE               -
 *   h1        .12    0       -        -                        B
 *   h2 to h5  .02    0       -        -                        -
 *   s2        no verdict
 * </pre>
 */
class BacktestFiguresTest {

    private static final double RISK_OVER = 0.3;

    private final List<Judged> world = new ArrayList<>();

    private static TrueReferral truth(String user, boolean fraud, String typology, Signal cause, String ring) {
        return new TrueReferral(user, "p", fraud, typology, cause, ring);
    }

    private void judged(
            TrueReferral truth, double score, Map<Signal, Double> values, List<Signal> reasons, String ring) {
        Map<SignalGroup, Double> contributions = new EnumMap<>(SignalGroup.class);
        contributions.put(SignalGroup.IDENTITY, values.getOrDefault(Signal.SELF_DEVICE, 0.0));
        world.add(new Judged(
                truth,
                RISK_OVER,
                new Opinion(score, Math.log(score / (1 - score)), reasons, values, contributions, ring)));
    }

    private BacktestFigures figures() {
        judged(
                truth("f1", true, "farm", Signal.SELF_DEVICE, "g1"),
                0.95,
                Map.of(Signal.SELF_DEVICE, 1.0, Signal.SELF_PAYMENT, 0.5),
                List.of(Signal.SELF_DEVICE, Signal.RING),
                "A");
        judged(
                truth("f2", true, "farm", Signal.SELF_PAYMENT, "g1"),
                0.35,
                Map.of(Signal.SELF_DEVICE, 0.0, Signal.SELF_PAYMENT, 0.9),
                List.of(Signal.RING, Signal.SELF_PAYMENT),
                "A");
        judged(
                truth("d1", true, "slow_drip", Signal.ORPHAN_CLICK, "g1"),
                0.15,
                Map.of(Signal.SELF_DEVICE, 0.0),
                List.of(Signal.DISPOSABLE),
                "");
        judged(
                truth("s1", false, "siblings", null, "g2"),
                0.40,
                Map.of(Signal.SELF_DEVICE, 1.0),
                List.of(Signal.SELF_DEVICE),
                "B");
        judged(truth("h1", false, "ordinary", null, ""), 0.12, Map.of(Signal.SELF_DEVICE, 0.0), List.of(), "B");
        // Of h2 to h5 the truth does not say with whom they belong, so it does not count that two of them were put
        // together.
        for (int i = 2; i <= 5; i++) {
            judged(
                    truth("h" + i, false, "ordinary", null, null),
                    0.02,
                    Map.of(Signal.SELF_DEVICE, 0.0),
                    List.of(),
                    i < 4 ? "C" : "");
        }
        world.add(new Judged(truth("s2", false, "siblings", null, "g2"), RISK_OVER, null));
        return BacktestFigures.of(world, true);
    }

    @Test
    void referralsAreCountedAndThoseWithoutAVerdictRankLast() {
        BacktestFigures figures = figures();
        assertThat(figures.referrals()).isEqualTo(10);
        assertThat(figures.fraud()).isEqualTo(3);
        assertThat(figures.unjudged()).isEqualTo(1);
        // Of 21 pairs two are the wrong way round: s1 is above f2 and d1.
        assertThat(figures.all().auc()).isEqualTo(19 / 21.0, within(1e-12));
        // f1 of 1, f2 as second of 3, d1 as third of 4.
        assertThat(figures.all().averagePrecision()).isEqualTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-12));
        assertThat(figures.all().precisionAt100()).isEqualTo(0.3, within(1e-12));
        // No honest one may pass: f1 alone is above s1.
        assertThat(figures.all().recall()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(figures.all().flagged()).isEqualTo(2);
    }

    @Test
    void eachKindIsRankedAmongAllTheHonest() {
        BacktestFigures figures = figures();
        assertThat(figures.typologies().keySet()).containsExactly("farm", "slow_drip");
        assertThat(figures.typologies().get("farm").auc()).isEqualTo(13 / 14.0, within(1e-12));
        assertThat(figures.typologies().get("farm").recall()).isEqualTo(0.5);
        assertThat(figures.typologies().get("slow_drip").auc()).isEqualTo(6 / 7.0, within(1e-12));
        assertThat(figures.typologies().get("slow_drip").recall()).isZero();
    }

    @Test
    void honestWhoAreOverTheThresholdAreCountedByKind() {
        assertThat(figures().honest())
                .isEqualTo(Map.of(
                        "ordinary", new BacktestFigures.Flagged(5, 0), "siblings", new BacktestFigures.Flagged(2, 1)));
    }

    @Test
    void aCauseCountsAsFirstReasonOnlyWhereItIsTheFirst() {
        Found all = figures().all();
        assertThat(all.causes()).isEqualTo(3);
        assertThat(all.top()).isEqualTo(1);
        assertThat(all.amongFive()).isEqualTo(2);
        assertThat(all.topShare()).isEqualTo(1 / 3.0, within(1e-12));
    }

    @Test
    void theBestSignalIsThatWhichAloneTellsBestAndRulesAreThoseOfIdentity() {
        Found farm = figures().typologies().get("farm");
        // Payment is read of f1 and f2 alone, so it parts them from all honest.
        assertThat(farm.best()).isEqualTo(Signal.SELF_PAYMENT);
        assertThat(farm.bestAuc()).isEqualTo(1);
        // By device f1 and s1 are alike: no threshold finds f1 without s1.
        assertThat(farm.rulesRecall()).isZero();
    }

    @Test
    void calibrationIsTheDistanceOfScoreAndShareOverTheBins() {
        // .9–1: .95 − 1; .4–.5: .40 − 0; .3–.4: .35 − 1; .1–.2: .15 + .12 − 1; 0–.1: 4 · .02. Of nine verdicts.
        assertThat(figures().calibrationError()).isEqualTo((0.05 + 0.40 + 0.65 + 0.73 + 0.08) / 9, within(1e-12));
    }

    @Test
    void whatIsLeftWithoutAGroupIsRankedByTheRest() {
        BacktestFigures figures = figures();
        assertThat(figures.without().get(SignalGroup.RING).auc())
                .isEqualTo(figures.all().auc());
        // f1 has .95 − e and s1 .40 − e: log odds 1.94 and −1.41, so s1 falls below f2 (−0.62), not below d1 (−1.73).
        assertThat(figures.without().get(SignalGroup.IDENTITY).auc()).isEqualTo(20 / 21.0, within(1e-12));
    }

    @Test
    void ringsAreJudgedByPairs() {
        // Put together: f1 f2, and s1 h1. Belong together: the three pairs of f1, f2, d1.
        RingPairs rings = figures().rings();
        assertThat(rings).isEqualTo(new RingPairs(2, 4, 1));
        assertThat(rings.precision()).isEqualTo(1 / 2.0);
        assertThat(rings.recall()).isEqualTo(1 / 4.0, within(1e-12));
        assertThat(rings.f1()).isEqualTo(1 / 3.0);
    }

    @Test
    void aRingThatChangesItsNameIsOne() {
        // b was found in a ring of a; a later, when the ring was named by an older account.
        judged(truth("b", true, "ring", null, "g"), 0.5, Map.of(), List.of(), "a");
        judged(truth("a", true, "ring", null, "g"), 0.5, Map.of(), List.of(), "0");
        assertThat(BacktestFigures.of(world, true).rings()).isEqualTo(new RingPairs(1, 1, 1));
    }

    @Test
    void aTruthThatNamesNoRingsHasNoFigureOfThem() {
        figures();
        assertThat(BacktestFigures.of(world, false).rings()).isNull();
    }

    @Test
    void aWorldWithoutFraudHasNoRanking() {
        figures();
        BacktestFigures honest = BacktestFigures.of(
                world.stream().filter(each -> !each.truth().fraud()).toList(), false);
        assertThat(honest.all().auc()).isNaN();
        assertThat(honest.all().recall()).isNaN();
        assertThat(honest.all().topShare()).isNaN();
        assertThat(honest.typologies()).isEmpty();
    }
}
