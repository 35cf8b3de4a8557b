package dev.milepost.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "123450   | EUR       | 1,234.50 EUR",
                "-5       | USD       | -0.05 USD",
                "5000     | JPY       | 5,000 JPY",
                "1234     | KWD       | 1.234 KWD",
                "1000000  | free_year | 1 free_year",
                "-1500000 | gigabytes | -1.5 gigabytes",
                "12       |           | 12",
                "         | EUR       | ''",
            })
    void amountsAreOfTheirCurrencyAndUnitsOfMillionths(String minor, String currency, String text) {
        assertThat(Money.text(minor, currency)).isEqualTo(text);
    }
}
