package dev.milepost.schemas;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** Codes of ISO 4217 that money has: those with minor units, so no metals, tests, or "no currency". */
public final class Currencies {

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    public static boolean contains(String code) {
        return CODES.contains(code);
    }
}
