package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingSignalsTest {

    private static final double TINY = 1e-9;

    private static Reading read(Signal signal, Given given, SegmentBaseline segment) {
        return Signals.read(given.now(), segment, Double.NaN).of(signal);
    }

    /** Δt of 1 s, 2 s, …, 99 s. */
    private static SegmentBaseline usual() {
        SegmentBaseline segment = new SegmentBaseline();
        for (int i = 1; i <= 99; i++) {
            segment.clickToSignup.add(i * 1000L);
            segment.gaps.add(i * 1000L);
        }
        return segment;
    }

    @Test
    void aFastSignupIsAsRareAsItsLeftTail() {
        // Of 99, none is at most 0.5 s, and of the 50 that are supposed Φ(ln(0.5/600)/2) · 50 = .009814: 1.009814 /
        // 150.
        assertThat(fast(500).value()).isEqualTo(2.171850, within(1e-6));
        // Nine are at most 9.5 s, and .954728: 10.954728 / 150.
        assertThat(fast(9_500).value()).isEqualTo(1.136490, within(1e-6));
        // All are at most 1,000 s, and 30.039893 of 50: 130.039893 / 150.
        assertThat(fast(1_000_000).value()).isEqualTo(0.062015, within(1e-6));
        // Where nothing was seen, half take ten minutes: 26 / 51.
        assertThat(read(Signal.FAST_SIGNUP, Given.nothing().clicked(600_000), new SegmentBaseline())
                        .value())
                .isEqualTo(0.292597, within(1e-6));
    }

    private static Reading fast(long leadMillis) {
        return read(Signal.FAST_SIGNUP, Given.nothing().clicked(leadMillis), usual());
    }

    @Test
    void whereMostAreHastyAllAre() {
        // Four of four among the fastest twentieth: −log10 .05^4; three: 4 · .05^3 · .95 + .05^4 = .00048125.
        assertThat(hasty(500L, 500L, 500L, 500L).value()).isEqualTo(5.204120, within(1e-6));
        assertThat(hasty(500L, 500L, 500L, 60_000L).value()).isEqualTo(3.317629, within(1e-6));
        assertThat(hasty(500L, 500L, 500L, 60_000L).evidence()).containsExactly("alice");
        assertThat(hasty(500L, 500L, 60_000L, 60_000L).missing()).isEqualTo(Missing.NO_CLICK);
    }

    private static Reading hasty(Long... leads) {
        Traces traces = new Traces(4, 0, 0, 0, 0, 0, 0, 0, 0, List.of(leads), 0);
        return read(Signal.FAST_SIGNUP, Given.nothing().window(Given.traces(traces)), usual());
    }

    @Test
    void withoutAClickThereIsNoSpeed() {
        assertThat(read(Signal.FAST_SIGNUP, Given.nothing(), usual()).missing()).isEqualTo(Missing.NO_CLICK);
    }

    @Test
    void evenGapsAreScripted() {
        // Mean 100, deviations ±20, 0: variance (4·400)/4 = 400, so CV = 0.2.
        WindowSummary even = Given.gaps(80L, 120L, 80L, 120L, 100L);
        assertThat(TimingShape.variation(even.gapsMillis())).isEqualTo(0.2, within(TINY));
        assertThat(read(Signal.TIMING_SHAPE, Given.nothing().window(even), new SegmentBaseline())
                        .value())
                .isEqualTo(6);
        // Deviations ±40: CV = 0.4.
        WindowSummary uneven = Given.gaps(60L, 140L, 60L, 140L, 100L);
        assertThat(read(Signal.TIMING_SHAPE, Given.nothing().window(uneven), new SegmentBaseline())
                        .missing())
                .isEqualTo(Missing.NO_BASELINE);
        assertThat(read(Signal.TIMING_SHAPE, Given.nothing().window(Given.gaps(1L, 1L, 1L, 1L)), usual())
                        .missing())
                .isEqualTo(Missing.TOO_FEW);
    }

    @Test
    void gapsThatAreNotTheSegmentsAreAsRareAsKolmogorovAndSmirnovSay() {
        // All below the least of the segment: D = 1; λ = √5 + 0.12 + 0.11/√5 = 2.40526; Q = 2 exp(−2 λ²) = 1.88798e-5,
        // so 4.72: at most 3.
        List<Long> low = List.of(1L, 10L, 100L, 500L, 900L);
        assertThat(TimingShape.distance(low, usual().gaps())).isEqualTo(1, within(TINY));
        assertThat(TimingShape.level(1, 5)).isEqualTo(1.88798e-5, within(1e-9));
        assertThat(read(Signal.TIMING_SHAPE, Given.nothing().window(Given.gaps(1L, 10L, 100L, 500L, 900L)), usual())
                        .value())
                .isEqualTo(3);
        // At 20, 40, 60, 80 and 99 s of 99: the widest is below 20 s, 19/99, or above 20 s, 1/5 − 20/99.
        List<Long> spread = List.of(20_000L, 40_000L, 60_000L, 80_000L, 99_000L);
        assertThat(TimingShape.distance(spread, usual().gaps())).isEqualTo(19 / 99.0, within(0.011));
        assertThat(TimingShape.level(19 / 99.0, 5)).isGreaterThan(0.97);
    }

    @Test
    void theLevelIsTheTabledOne() {
        // Kolmogorov's distribution: P(λ > 0.8276) = 0.5, P(λ > 1.3581) = 0.05, P(λ > 1.6276) = 0.01.
        double n = 1e6;
        double root = 1000 + 0.12 + 0.11 / 1000;
        assertThat(TimingShape.level(0.8276 / root, (int) n)).isEqualTo(0.5, within(1e-4));
        assertThat(TimingShape.level(1.3581 / root, (int) n)).isEqualTo(0.05, within(1e-4));
        assertThat(TimingShape.level(1.6276 / root, (int) n)).isEqualTo(0.01, within(1e-5));
    }

    @Test
    void manySignupsWithoutAClickStandOut() {
        // Segment at its prior, 0.2: (9 + 3·0.2) / (9 + 3) = 0.8, and of one (1 + 0.6) / 4 = 0.4.
        Counted all = new Counted(9, 9, List.of("r9"));
        Counted one = new Counted(1, 1, List.of("r1"));
        assertThat(orphans(all).value()).isEqualTo(0.8, within(TINY));
        assertThat(orphans(all).evidence()).containsExactly("r9");
        assertThat(orphans(one).value()).isEqualTo(0.4, within(TINY));
        assertThat(orphans(Counted.NONE).missing()).isEqualTo(Missing.TOO_FEW);
    }

    private static Reading orphans(Counted orphans) {
        WindowSummary window = Given.counts(orphans, Counted.NONE, Counted.NONE, Counted.NONE);
        return read(Signal.ORPHAN_CLICK, Given.nothing().window(window), new SegmentBaseline());
    }

    @Test
    void manyReferralsOfAnHourAreAsRareAsTheNegativeBinomialSays() {
        // Size 1/8: P(N = 0) = (r / (μ + r))^r; μ = 255/8 gives (1/256)^(1/8) = 1/2, and P(N = 1) = r · 255/256 · 1/2.
        assertThat(Velocity.atLeast(1, 255 / 8.0)).isEqualTo(0.5, within(1e-12));
        assertThat(Velocity.atLeast(2, 255 / 8.0)).isEqualTo(0.5 - 255 / 4096.0, within(1e-12));
        assertThat(Velocity.atLeast(0, 255 / 8.0)).isEqualTo(1);
        // Nothing known of the segment: μ = 1/168: 1 − (1/(1 + 8/168))^(1/8) · (1 + 1/8 · 8/176).
        double none = Math.pow(168 / 176.0, 0.125);
        // Four others, but for two whom a friend brings along.
        assertThat(velocity(Given.lastHour(4)).value())
                .isEqualTo(-Math.log10(1 - none * (1 + 1 / 176.0)), within(TINY));
        assertThat(velocity(Given.lastHour(2)).value()).isZero();
        assertThat(velocity(Given.lastHour(0)).value()).isZero();
        assertThat(velocity(Given.lastHour(49)).value()).isEqualTo(6);
        assertThat(velocity(Given.lastHour(-1)).missing()).isEqualTo(Missing.GONE);
    }

    private static Reading velocity(WindowSummary window) {
        return read(Signal.VELOCITY, Given.nothing().window(window), new SegmentBaseline());
    }

    @Test
    void theSeriesEndsWhereTheRestOfItsTermsChangeNothing() {
        for (int n = 5; n <= 49; n += 11) {
            for (int i = 0; i <= 1_000; i++) {
                double distance = i / 1_000.0;
                double root = Math.sqrt(n);
                double lambda = (root + 0.12 + 0.11 / root) * distance;
                double sum = 0;
                for (int k = 1; k <= 100; k++) {
                    sum += (k % 2 == 1 ? 1 : -1) * StrictMath.exp(-2.0 * k * k * lambda * lambda);
                }
                double all = lambda < 0.2 ? 1 : Math.min(1, Math.max(0, 2 * sum));
                assertThat(TimingShape.level(distance, n)).isEqualTo(all);
            }
        }
    }
}
