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
}
