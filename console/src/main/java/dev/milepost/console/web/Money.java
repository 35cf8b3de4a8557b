package dev.milepost.console.web;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/** Amounts as people read them. */
public final class Money {

    private static final int USUAL_DIGITS = 2;

    private Money() {}

    /** {@code 1,234.50 EUR}, of minor units; what is not in a currency ({@code units}) as it is. */
    public static String text(String minor, String currency) {
        if (minor == null || minor.isEmpty()) {
            return "";
        }
        int digits = digits(currency);
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(digits);
        return (format.format(new BigDecimal(minor).movePointLeft(digits)) + " " + (currency == null ? "" : currency))
                .strip();
    }

    /** Of ISO 4217; none of what is no currency. */
    private static int digits(String currency) {
        if (currency == null || currency.isEmpty()) {
            return 0;
        }
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .findFirst()
                .map(known -> Math.max(0, known.getDefaultFractionDigits()))
                .orElse(USUAL_DIGITS);
    }
}
