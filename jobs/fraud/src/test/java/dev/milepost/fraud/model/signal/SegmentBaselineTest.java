package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentBaselineTest {

    private final SegmentBaseline segment = new SegmentBaseline();

    private void learn(Given given) {
        Evidence evidence = given.now();
        segment.learn(evidence, Signals.read(evidence, segment, Double.NaN));
    }

    private static WindowSummary window(int lastWeek, boolean firstOfWeek, long lastGap) {
        return new WindowSummary(
                0,
                0,
                0,
                firstOfWeek,
                lastWeek,
                List.of(),
                lastGap,
                List.of(),
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Traces.NONE);
    }

    @Test
    void aBindingTeachesSpeedsGapsAndOrphans() {
        learn(Given.nothing().clicked(5_000).orphan(true).window(window(1, true, 700)));
        learn(Given.nothing().orphan(false).window(window(2, false, -1)));
        assertThat(segment.clickToSignup().count()).isEqualTo(1);
        assertThat(segment.gaps().upTo(700)).isEqualTo(1);
        // (1 + 20·0.2) / (2 + 20)
        assertThat(segment.orphanRate()).isEqualTo(5 / 22.0, within(1e-12));
    }

    @Test
    void ofOneAdvocateFiveAWeekTeach() {
        for (int i = 1; i <= 30; i++) {
            learn(Given.nothing().clicked(100).window(window(i, i == 1, 1)));
        }
        assertThat(segment.clickToSignup().count()).isEqualTo(5);
        assertThat(segment.gaps().count()).isEqualTo(5);
    }

    @Test
    void ratesComeOfWhatBecameOfReferrals() {
        for (int i = 0; i < 20; i++) {
            learn(Given.nothing().trigger(Trigger.QUALIFIED));
        }
        learn(Given.nothing().trigger(Trigger.REFUND).firstRefund());
        learn(Given.nothing().trigger(Trigger.REFUND));
        learn(Given.nothing().trigger(Trigger.CHARGEBACK).firstRefund());
        learn(Given.nothing().trigger(Trigger.ACTIVITY).inactive());
        learn(Given.nothing().trigger(Trigger.PURCHASE).threshold(true));
        learn(Given.nothing().trigger(Trigger.PURCHASE));
        // (2 + 20·0.03) / 40; (1 + 20·0.3) / 21; (1 + 20·0.05) / 21
        assertThat(segment.refundRate()).isEqualTo(2.6 / 40, within(1e-12));
        assertThat(segment.inactiveRate()).isEqualTo(7 / 21.0, within(1e-12));
        assertThat(segment.nearThresholdRate()).isEqualTo(2 / 21.0, within(1e-12));
    }

    @Test
    void marksOfThoseThatSettledTeachHowUsualTheyAre() {
        int marks = Traces.STRANGE_DEVICE | Traces.NETWORK;
        Traces own = new Traces(1, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), marks);
        learn(Given.nothing().trigger(Trigger.SETTLED).window(Given.traces(own)));
        learn(Given.nothing().trigger(Trigger.SETTLED).window(Given.traces(Traces.NONE)));
        learn(Given.nothing()
                .trigger(Trigger.QUALIFIED)
                .window(Given.traces(new Traces(1, 0, 0, 0, 0, 0, 1, 1, 1, List.of(), Traces.STRANGE_CARD))));
        // (1 + 20 · .05) / 22; (1 + 20 · .2) / 22; (0 + 20 · .02) / 22; (1 + 20 · .05) / 21
        assertThat(segment.markRate(Traces.STRANGE_DEVICE)).isEqualTo(2 / 22.0, within(1e-12));
        assertThat(segment.markRate(Traces.NETWORK)).isEqualTo(5 / 22.0, within(1e-12));
        assertThat(segment.markRate(Traces.DISPOSABLE)).isEqualTo(0.4 / 22, within(1e-12));
        assertThat(segment.markRate(Traces.STRANGE_CARD)).isEqualTo(2 / 21.0, within(1e-12));
    }

    @Test
    void theHourlyMeanIsTheAdvocatesOwnShrunkToTheSegments() {
        long nextMonday = Given.MONDAY + 7 * Given.DAY;
        assertThat(segment.hourlyMean(WindowSummary.EMPTY, Given.MONDAY)).isEqualTo(1 / 168.0, within(1e-12));
        for (int i = 0; i < 10; i++) {
            learn(Given.nothing().window(window(1, true, -1)));
        }
        // Ten advocates referred in this hour: (20/168 + 10) / (20 + 10), and at another hour 20/168 / 30.
        double busy = (20 / 168.0 + 10) / 30;
        assertThat(segment.hourlyMean(WindowSummary.EMPTY, nextMonday)).isEqualTo(busy, within(1e-12));
        assertThat(segment.hourlyMean(WindowSummary.EMPTY, nextMonday + Given.HOUR))
                .isEqualTo(20 / 168.0 / 30, within(1e-12));
        // Of its own: 6 in one week of weight 1: (4·segment + 6) / 5.
        WindowSummary own = new WindowSummary(
                0,
                6,
                1,
                true,
                1,
                List.of(),
                -1,
                List.of(),
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Traces.NONE);
        assertThat(segment.hourlyMean(own, nextMonday)).isEqualTo((4 * busy + 6) / 5, within(1e-12));
    }

    @Test
    void aReadingCarriesTheMeanOfTheReadingsBeforeIt() {
        Given shares = Given.nothing().trigger(Trigger.SETTLED).seen(IdentifierKind.DEVICE, "d", 3, true);
        Given alone = Given.nothing().trigger(Trigger.SETTLED).seen(IdentifierKind.DEVICE, "d", 1, false);
        assertThat(Signals.read(shares.now(), segment, Double.NaN)
                        .of(Signal.SELF_DEVICE)
                        .baseline())
                .isNaN();
        learn(shares);
        learn(alone);
        assertThat(Signals.read(shares.now(), segment, Double.NaN)
                        .of(Signal.SELF_DEVICE)
                        .baseline())
                .isEqualTo(0.25, within(1e-12));
        assertThat(segment.usual(Signal.SELF_PAYMENT)).isNaN();
    }

    @Test
    void oldCountsFadeAndRareValuesStay() {
        LogHistogram histogram = new LogHistogram();
        for (int i = 0; i < 3 * LogHistogram.MOST; i++) {
            histogram.add(i % 1000 == 0 ? 10 : 100_000);
        }
        assertThat(histogram.count()).isLessThan(LogHistogram.MOST);
        assertThat(histogram.upTo(10) / (double) histogram.count()).isEqualTo(0.001, within(0.0002));
    }

    @Test
    void ofValuesSeenOnceHalfStay() {
        LogHistogram histogram = new LogHistogram();
        for (int i = 1; i < LogHistogram.MOST; i++) {
            histogram.add(i < 64 ? i : 100_000);
        }
        assertThat(histogram.upTo(63)).isEqualTo(63);
        histogram.add(100_000);
        assertThat(histogram.upTo(63)).isEqualTo(32);
    }

    @Test
    void bucketsAreNarrowAndInOrder() {
        int last = -1;
        for (long value = 0; value < 1L << 41; value = value * 65 / 64 + 1) {
            int bucket = LogHistogram.bucket(value);
            assertThat(bucket).isGreaterThanOrEqualTo(last);
            last = bucket;
        }
        assertThat(LogHistogram.bucket(1_000_000)).isNotEqualTo(LogHistogram.bucket(1_016_000));
        assertThat(LogHistogram.bucket(-5)).isZero();
        assertThat(LogHistogram.bucket(Long.MAX_VALUE)).isEqualTo(35 * 64 - 1);
    }
}
