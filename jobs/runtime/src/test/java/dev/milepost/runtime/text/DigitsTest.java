package dev.milepost.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

    @ParameterizedTest
    @CsvSource({"0.05, 95 % interval", "0.1, 90 % interval", "0.025, 97.5 % interval", "0.0001, 99.99 % interval"})
    void anIntervalIsNamedWithEveryDigitOfItsConfidence(double alpha, String text) {
        assertThat(Digits.interval(alpha)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.00042, 4.2e-04", "3e-200, 3.0e-200", "9e-301, <1e-300", "0, <1e-300"})
    void aTinyPIsNeverZero(double p, String text) {
        assertThat(Digits.tinyP(p)).isEqualTo(text);
    }
}
