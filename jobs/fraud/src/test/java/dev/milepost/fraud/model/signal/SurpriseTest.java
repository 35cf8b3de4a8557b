package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurpriseTest {

    private static final double TINY = 1e-12;

    @Test
    void aTailIsTheBinomials() {
        // Of three at 1/2: one of eight has three, four of eight two or more.
        assertThat(Surprise.atLeast(3, 3, 0.5)).isEqualTo(1 / 8.0, within(TINY));
        assertThat(Surprise.atLeast(2, 3, 0.5)).isEqualTo(1 / 2.0, within(TINY));
        assertThat(Surprise.atLeast(0, 3, 0.5)).isEqualTo(1);
        assertThat(Surprise.atLeast(4, 3, 0.5)).isZero();
    }

    @Test
    void theMiddleIsBetweenTheTailWithAndWithoutWhatWasSeen() {
        // (1/2 + 1/8) / 2 = 5/16; (1/8 + 0) / 2 = 1/16.
        assertThat(Surprise.middle(2, 3, 0.5)).isEqualTo(Math.log10(16 / 5.0), within(TINY));
        assertThat(Surprise.middle(3, 3, 0.5)).isEqualTo(Math.log10(16), within(TINY));
        assertThat(Surprise.middle(0, 0, 0.5)).isZero();
        assertThat(Surprise.middle(50, 50, 0.001)).isEqualTo(6);
    }

    @Test
    void theSumIsTheIncompleteBeta() {
        for (int of : new int[] {1, 7, 50, 300}) {
            for (int hits = 0; hits <= of; hits++) {
                for (double usual : new double[] {0.001, 0.05, 0.2, 0.9}) {
                    assertThat(Surprise.summed(hits, of, usual))
                            .isEqualTo(Surprise.between(hits, of, usual), within(1e-11));
                }
            }
        }
        // Where (1 − u)^n is below all doubles the beta holds.
        assertThat(Surprise.middle(900, 1_000, 0.9)).isEqualTo(Math.log10(2), within(0.02));
    }
}
