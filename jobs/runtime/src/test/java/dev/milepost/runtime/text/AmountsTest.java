package dev.milepost.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "2000, USD, 20.00 USD",
        "-5, EUR, -0.05 EUR",
        "2000, JPY, 2000 JPY",
        "1500000, gigabytes, 1.5 gigabytes",
        "16000000, gigabytes, 16 gigabytes",
        "100000000, XXX, 100 XXX",
        "0, rides, 0 rides"
    })
    void anAmountHasThePlacesOfItsCurrencyOrUnit(long minor, String currency, String shown) {
        assertThat(Amounts.of(minor, currency)).isEqualTo(shown);
    }

    @Test
    void aSumMayBeMoreThanAnyAmount() {
        BigInteger sum = new BigInteger("-10737418240000000000");
        assertThat(Amounts.of(sum, "USD")).isEqualTo("-107374182400000000.00 USD");
        assertThat(Amounts.of(sum, "byte")).isEqualTo("-10737418240000 byte");
    }
}
