package dev.milepost.cli;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts of the ledger as a person reads them. */
final class Amounts {

    private static final int UNIT_PLACES = 6;

    private Amounts() {}

    /**
     * {@code 20.00 USD}; of what is no currency of ISO 4217, {@code 1.5 gigabytes}.
     *
     * @param minor minor units, or millionths of a unit
     * @param currency ISO 4217 code, or the unit's name
     */
    static String of(long minor, String currency) {
        return number(minor, currency) + " " + currency;
    }

    private static String number(long minor, String currency) {
        try {
            int places = Currency.getInstance(currency).getDefaultFractionDigits();
            if (places >= 0) {
                return BigDecimal.valueOf(minor, places).toPlainString();
            }
        } catch (IllegalArgumentException e) {
            // A unit's name.
        }
        BigDecimal units = BigDecimal.valueOf(minor, UNIT_PLACES).stripTrailingZeros();
        return units.toPlainString();
    }
}
