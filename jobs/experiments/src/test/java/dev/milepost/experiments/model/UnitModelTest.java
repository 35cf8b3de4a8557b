package dev.milepost.experiments.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.model.UnitEvent.Exposed;
import dev.milepost.experiments.model.UnitEvent.Happened;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What one user adds to an experiment, by hand; and what is forgotten of them. */
class UnitModelTest {

    private static final long DAY = 86_400_000L;
    private static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long END = T0 + 30 * DAY;
    private static final ExperimentTerms TERMS =
            new ExperimentTerms(DAY, 400 * DAY, 90 * DAY, new ReadingTerms(0.05, 5_000, 100));
    private static final UnitModel MODEL = new UnitModel(TERMS);

    private UnitState state = MODEL.empty();

    static Exposed exposed(String experiment, long millis, String currency) {
        return new Exposed(
                "ada", experiment, "now", millis, 30 * DAY, currency, Map.of("now", 900_000L, "holdout", 100_000L));
    }

    private static Happened happened(Happening what, String id, long millis, long minor) {
        return of(what, id, millis, millis, "USD", minor, true);
    }

    private static Happened of(
            Happening what, String id, long knownMillis, long millis, String currency, long minor, boolean stands) {
        return new Happened(
                "ada", id, what + "/" + id, knownMillis, what, millis, millis + 2 * DAY, currency, minor, stands);
    }

    private void apply(UnitEvent... events) {
        for (UnitEvent event : events) {
            MODEL.apply(state, event, key -> {});
        }
    }

    private void mature() {
        MODEL.onTimer(state, MODEL.nextTimer(state), key -> {});
    }

    private Unit unit() {
        return MODEL.fact(state, "x");
    }

    private static Tally tally(long own, long orders, long optOuts, long signups, long buyers, long referred) {
        return new Tally(BigInteger.valueOf(own), orders, optOuts, signups, buyers, BigInteger.valueOf(referred));
    }

    @Test
    void outcomesAreKnownOnceTheHorizonIsOver() {
        apply(exposed("x", T0, "USD"), happened(Happening.OWN_SALE, "a", T0 + DAY, 2_000));
        assertThat(unit().outcome()).isNull();
        assertThat(MODEL.nextTimer(state)).isEqualTo(END);
        mature();
        assertThat(unit().outcome()).isEqualTo(new Outcome(tally(2_000, 1, 0, 0, 0, 0), BigInteger.ZERO));
        assertThat(MODEL.nextTimer(state)).isEqualTo(Long.MAX_VALUE);
    }

    /** The exposure's own moment is out of both, the horizon's last is in. */
    @Test
    void theHorizonIsAfterTheExposureAndTheCovariateStrictlyBeforeIt() {
        apply(
                happened(Happening.OWN_SALE, "old", T0 - 90 * DAY - 1, 1),
                happened(Happening.OWN_SALE, "first", T0 - 90 * DAY, 10),
                happened(Happening.OWN_SALE, "last", T0 - 1, 100),
                exposed("x", T0, "USD"),
                happened(Happening.OWN_SALE, "at", T0, 1_000),
                happened(Happening.OWN_SALE, "after", T0 + 1, 10_000),
                happened(Happening.OWN_SALE, "end", END, 100_000),
                happened(Happening.OWN_SALE, "late", END + 1, 1_000_000));
        mature();
        assertThat(unit().outcome()).isEqualTo(new Outcome(tally(110_000, 2, 0, 0, 0, 0), BigInteger.valueOf(110)));
    }

    @Test
    void eachThingCountsForItsMetricAndMoneyInTheCurrencyOfTheProgramAlone() {
        apply(
                of(Happening.OWN_SALE, "before", T0 - DAY, T0 - DAY, "EUR", 500, true),
                exposed("x", T0, "USD"),
                happened(Happening.OWN_SALE, "a", T0 + DAY, 2_000),
                of(Happening.OWN_SALE, "b", T0 + DAY, T0 + DAY, "EUR", 700, true),
                happened(Happening.OWN_REFUND, "a", T0 + 2 * DAY, 300),
                happened(Happening.OPT_OUT, "o", T0 + 3 * DAY, 0),
                happened(Happening.REFERRED_SIGNUP, "r", T0 + 4 * DAY, 0),
                happened(Happening.REFERRED_PURCHASE, "r", T0 + 5 * DAY, 0),
                happened(Happening.REFERRED_SALE, "r", T0 + 5 * DAY, 4_000),
                happened(Happening.REFERRED_REFUND, "r", T0 + 6 * DAY, 900));
        assertThat(unit().referees()).as("at once").isEqualTo(1);
        mature();
        assertThat(unit().outcome()).isEqualTo(new Outcome(tally(1_700, 2, 1, 1, 1, 3_100), BigInteger.ZERO));
    }

    @Test
    void whatStandsNoLongerIsTakenOutAgain() {
        apply(
                exposed("x", T0, "USD"),
                happened(Happening.REFERRED_SIGNUP, "r", T0 + DAY, 0),
                happened(Happening.OWN_REFUND, "a", T0 + DAY, 300));
        mature();
        apply(
                of(Happening.REFERRED_SIGNUP, "r", T0 + 2 * DAY, T0 + DAY, "", 0, false),
                of(Happening.OWN_REFUND, "a", END + DAY, T0 + DAY, "USD", 0, true));
        assertThat(unit().outcome().tally()).isEqualTo(Tally.NOTHING);
        assertThat(unit().referees()).isZero();
    }

    /** What is taken back counts no more itself, and must be told all the same. */
    @Test
    void experimentsAreToldOfWhatIsTakenBack() {
        apply(
                exposed("x", T0, "USD"),
                exposed("y", T0 + 3 * DAY, "USD"),
                happened(Happening.REFERRED_SIGNUP, "r", T0 + DAY, 0));
        Set<String> changed = new TreeSet<>();
        MODEL.apply(state, of(Happening.REFERRED_SIGNUP, "r", T0 + 2 * DAY, T0 + DAY, "", 0, false), changed::add);
        assertThat(changed).containsExactly("x");
        assertThat(unit().referees()).isZero();
    }

    /** A refund of the horizon may be cancelled for as long as its order is kept, so the exposure is remembered until then. */
    @Test
    void anExposureStaysAsLongAsARefundOfItsHorizonMayBeCancelled() {
        long sold = END - DAY;
        long last = sold + TERMS.orderRetentionMillis();
        apply(exposed("x", T0, "USD"), refund(last, 300));
        mature();
        MODEL.expire(state, last - 1);
        apply(refund(last, 0));
        assertThat(unit().outcome().tally()).isEqualTo(Tally.NOTHING);
        MODEL.expire(state, END + TERMS.orderRetentionMillis() - 1);
        assertThat(unit()).as("a sale of its horizon's last moment").isNotNull();
        MODEL.expire(state, END + TERMS.orderRetentionMillis());
        assertThat(MODEL.isEmpty(state)).isTrue();
    }

    /** A refund may carry an earlier time than its sale: then it is final later than any that does not. */
    @Test
    void anExposureStaysUntilAllThatCountsForItIsFinal() {
        long last = END + 500 * DAY;
        apply(exposed("x", T0, "USD"), refund(last, 300));
        mature();
        MODEL.expire(state, last - 1);
        apply(refund(last, 0));
        assertThat(unit().outcome().tally()).isEqualTo(Tally.NOTHING);
        MODEL.expire(state, last);
        assertThat(MODEL.isEmpty(state)).isTrue();
    }

    private static Happened refund(long finalMillis, long minor) {
        return new Happened(
                "ada", "a", "refund/a", T0 + DAY, Happening.OWN_REFUND, T0 + DAY, finalMillis, "USD", minor, true);
    }

    @Test
    void aGuardrailIsZeroOrOneHoweverOftenItIs() {
        apply(
                exposed("x", T0, "USD"),
                happened(Happening.OPT_OUT, "o", T0 + DAY, 0),
                happened(Happening.OPT_OUT, "p", T0 + 2 * DAY, 0),
                happened(Happening.OWN_SALE, "a", T0 + DAY, 5),
                happened(Happening.OWN_SALE, "b", T0 + 2 * DAY, 5));
        mature();
        ExperimentSums sums = ExperimentSums.none("x").with(new UnitChange("x", null, unit()));
        for (Metric guardrail : new Metric[] {Metric.OPT_OUT, Metric.OWN_RETENTION}) {
            assertThat(sums.lines().get(new Line("now", guardrail, "")).sumY()).isOne();
        }
    }

    @Test
    void ofAProgramWithoutACurrencyNoMoneyCounts() {
        apply(
                of(Happening.OWN_SALE, "before", T0 - DAY, T0 - DAY, "", 500, true),
                exposed("x", T0, ""),
                of(Happening.OWN_SALE, "a", T0 + DAY, T0 + DAY, "", 500, true));
        mature();
        assertThat(unit().outcome()).isEqualTo(new Outcome(tally(0, 1, 0, 0, 0, 0), BigInteger.ZERO));
    }

    @Test
    void amountsMayBeMoreTogetherThanALongHolds() {
        apply(
                exposed("x", T0, "USD"),
                happened(Happening.OWN_SALE, "a", T0 + 1, Long.MAX_VALUE),
                happened(Happening.OWN_SALE, "b", T0 + 2, Long.MAX_VALUE));
        mature();
        ExperimentSums sums = ExperimentSums.none("x").with(new UnitChange("x", null, unit()));
        assertThat(sums.lines()
                        .get(new Line("now", Metric.OWN_NET_REVENUE, "USD"))
                        .sumYy())
                .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1).pow(2));
    }

    /** What was told stays as it was while anything is remembered, and in the end nothing is. */
    @Test
    void allIsForgottenOnceNothingMayChangeItAndNothingIsSaidOtherwiseUntilThen() throws Exception {
        apply(
                happened(Happening.OWN_SALE, "before", T0 - DAY, 70),
                exposed("x", T0, "USD"),
                exposed("y", T0 + DAY, "EUR"),
                happened(Happening.OWN_SALE, "a", T0 + 2 * DAY, 2_000),
                happened(Happening.OWN_REFUND, "a", T0 + 3 * DAY, 300),
                happened(Happening.REFERRED_SIGNUP, "r", T0 + 4 * DAY, 0));
        mature();
        mature();
        Unit ofX = unit();
        Unit ofY = MODEL.fact(state, "y");
        assertThat(ofX.outcome()).isEqualTo(new Outcome(tally(1_700, 1, 0, 1, 0, 0), BigInteger.valueOf(70)));
        assertThat(ofY.outcome()).isEqualTo(new Outcome(tally(0, 1, 0, 1, 0, 0), BigInteger.ZERO));
        int steps = 0;
        for (long next = MODEL.nextExpiry(state); next != Long.MAX_VALUE; next = MODEL.nextExpiry(state)) {
            MODEL.expire(state, Math.max(next, END + DAY));
            state = written(state);
            steps++;
            TreeSet<String> keys = new TreeSet<>();
            MODEL.keys(state, keys::add);
            if (keys.contains("x")) {
                assertThat(unit()).isEqualTo(ofX);
            }
            if (keys.contains("y")) {
                assertThat(MODEL.fact(state, "y")).isEqualTo(ofY);
            }
            assertThat(MODEL.nextExpiry(state)).isGreaterThan(next);
        }
        assertThat(steps).isGreaterThan(2);
        assertThat(MODEL.isEmpty(state)).isTrue();
    }

    private static UnitState written(UnitState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new UnitCodecs.StateCodec().write(state, new DataOutputStream(bytes));
        return new UnitCodecs.StateCodec().read(1, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    /** Sales alone are kept of who is in no experiment: they may be a covariate yet. */
    @Test
    void ofWhoIsInNoExperimentOnlySalesAreRemembered() {
        apply(
                happened(Happening.OWN_SALE, "a", T0, 2_000),
                happened(Happening.OWN_REFUND, "a", T0 + DAY, 2_000),
                happened(Happening.OPT_OUT, "o", T0 + DAY, 0),
                happened(Happening.REFERRED_SIGNUP, "r", T0 + DAY, 0));
        MODEL.expire(state, T0 + 90 * DAY - 1);
        assertThat(state.happened).hasSize(1);
        MODEL.expire(state, T0 + 90 * DAY);
        assertThat(MODEL.isEmpty(state)).isTrue();
    }
}
