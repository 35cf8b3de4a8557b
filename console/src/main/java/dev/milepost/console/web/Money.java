package dev.milepost.console.web;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** Amounts as people read them. */
public final class Money {

    private static final int UNIT_DIGITS = 6;

    private Money() {}

    /**
     * {@code 1,234.50 EUR}; of what is no currency of ISO 4217, {@code 1.5 gigabytes}; of what has no name, the number.
     *
     * @param minor minor units, or millionths of a unit
     * @param currency its code, or the unit's name; null or empty: neither
     */
    public static String text(String minor, String currency) {
        if (minor == null || minor.isEmpty()) {
            return "";
        }
        String name = currency == null ? "" : currency;
        Optional<Currency> known = known(name);
        int least =
                known.map(one -> Math.max(0, one.getDefaultFractionDigits())).orElse(0);
        int digits = known.isPresent() || name.isEmpty() ? least : UNIT_DIGITS;
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(digits);
        return (format.format(new BigDecimal(minor).movePointLeft(digits)) + " " + name).strip();
    }

    private static Optional<Currency> known(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .findFirst();
    }
}
