package dev.milepost.testkit.scenario;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * So much of something.
 *
 * @param minor minor units of money; millionths of any other unit
 * @param unit an ISO 4217 code, or what else it is
 */
public record Quantity(long minor, String unit) {

    private static final int UNIT_DIGITS = 6;

    /**
     * Of a number as people write it.
     *
     * @throws ArithmeticException where the number is finer than the unit
     */
    static Quantity of(BigDecimal number, String unit) {
        return new Quantity(number.movePointRight(digits(unit)).longValueExact(), unit);
    }

    private static int digits(String unit) {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(unit))
                .mapToInt(Currency::getDefaultFractionDigits)
                .findFirst()
                .orElse(UNIT_DIGITS);
    }
}
