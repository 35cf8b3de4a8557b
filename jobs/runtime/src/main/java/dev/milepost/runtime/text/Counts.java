package dev.milepost.runtime.text;

import java.util.Locale;

/** Whole numbers as a person reads them. */
public final class Counts {

    private Counts() {}

    /** {@code 12,345}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 event}, {@code 12,345 events}. */
    public static String of(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }
}
