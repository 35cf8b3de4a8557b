package dev.milepost.runtime.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.OptionalInt;

/** Amounts of the ledger as a person reads them. */
public final class Amounts {

    private static final int UNIT_PLACES = 6;

    private Amounts() {}

    /**
     * {@code 20.00 USD}; of what is no currency of ISO 4217, {@code 1.5 gigabytes}.
     *
     * @param minor minor units, or millionths of a unit
     * @param currency ISO 4217 code, or the unit's name
     */
    public static String of(long minor, String currency) {
        return of(BigInteger.valueOf(minor), currency);
    }

    /** Of a sum, which may be greater than any one amount. */
    public static String of(BigInteger minor, String currency) {
        return number(minor, currency) + " " + currency;
    }

    /** {@code 20.00}: as {@link #of}, without the name of what it is. */
    public static String number(BigInteger minor, String currency) {
        OptionalInt places = places(currency);
        return places.isPresent()
                ? new BigDecimal(minor, places.getAsInt()).toPlainString()
                : new BigDecimal(minor, UNIT_PLACES).stripTrailingZeros().toPlainString();
    }

    /** How many decimal places a currency of ISO 4217 has; nothing of a unit. */
    public static OptionalInt places(String currency) {
        try {
            int places = Currency.getInstance(currency).getDefaultFractionDigits();
            return places < 0 ? OptionalInt.empty() : OptionalInt.of(places);
        } catch (IllegalArgumentException e) {
            // A unit's name.
            return OptionalInt.empty();
        }
    }
}
