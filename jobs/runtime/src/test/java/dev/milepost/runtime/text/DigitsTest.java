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
}
