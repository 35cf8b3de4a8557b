package dev.milepost.programs.explain;

import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Numbers, money, lengths of time and lists, as people write them. */
final class Wording {

    /** Signs that stand for one currency only, in a text that says which. */
    private static final Map<String, String> SIGNS = Map.of("USD", "$", "EUR", "€", "GBP", "£");

    /** What is counted and has a plural like most; of other units it is not known. */
    private static final Set<String> COUNTED = Set.of(
            "minute", "hour", "day", "night", "week", "month", "quarter", "year", "coupon", "credit", "point", "ride",
            "seat", "ticket", "trip", "voucher");

    private static final long ONE = 1_000_000L;
    private static final int MILLIONTHS = 6;
    private static final int PERCENT_OF_MILLIONTHS = 4;
    private static final int MONTHS_A_YEAR = 12;
    private static final long SECOND = 1000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final Currency currency;

    /** Of an ISO 4217 code, or of null for a program without money. */
    Wording(String code) {
        currency = code == null ? null : Currency.getInstance(code);
    }

    /** {@code US Dollar (USD)}; null without a currency. */
    String currency() {
        return currency == null
                ? null
                : currency.getDisplayName(Locale.ENGLISH) + " (" + currency.getCurrencyCode() + ")";
    }

    /** {@code $1,250.00}, {@code 75.00 AUD}. */
    String money(long minor) {
        if (currency == null) {
            throw new IllegalStateException("A program without a currency has no money");
        }
        int digits = currency.getDefaultFractionDigits();
        String number = String.format(Locale.ROOT, "%,." + digits + "f", BigDecimal.valueOf(minor, digits));
        String sign = SIGNS.get(currency.getCurrencyCode());
        return sign == null ? number + Page.NO_BREAK + currency.getCurrencyCode() : sign + number;
    }

    /** Of millionths, without idle zeros: {@code 0.3}, {@code 10,000}. */
    static String number(long millionths) {
        BigDecimal number = BigDecimal.valueOf(millionths, MILLIONTHS).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Of a share in millionths: {@code 45 %}. */
    static String share(long millionths) {
        return percent(BigDecimal.valueOf(millionths, PERCENT_OF_MILLIONTHS));
    }

    /** Of millionths of a percent point: {@code 20 %}. */
    static String percent(long millionths) {
        return percent(BigDecimal.valueOf(millionths, MILLIONTHS));
    }

    private static String percent(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString() + Page.NO_BREAK + "%";
    }

    /** So many of a unit: {@code 500 MB}, {@code 1 free year}, {@code 3 free years}. */
    static String units(long millionths, String unit) {
        String last = unit.substring(unit.lastIndexOf(' ') + 1);
        String several = millionths != ONE && COUNTED.contains(last) ? "s" : "";
        return number(millionths) + Page.NO_BREAK + unit.replace(' ', Page.NO_BREAK) + several;
    }

    /** {@code 14 days}, {@code 24 hours}, {@code 3 months}, {@code 1 year}: in the largest unit that is exact. */
    static String length(Span span) {
        if (span.months() > 0) {
            return span.months() % MONTHS_A_YEAR == 0
                    ? count(span.months() / MONTHS_A_YEAR, "year")
                    : count(span.months(), "month");
        }
        return length(span.millis());
    }

    static String length(long millis) {
        // A day is told as 24 hours: it is no calendar day.
        if (millis % DAY == 0 && millis > DAY) {
            return count(millis / DAY, "day");
        }
        if (millis % HOUR == 0) {
            return count(millis / HOUR, "hour");
        }
        return millis % MINUTE == 0 ? count(millis / MINUTE, "minute") : count(millis / SECOND, "second");
    }

    static String count(long number, String thing) {
        return whole(number) + Page.NO_BREAK + thing + (number == 1 ? "" : "s");
    }

    static String times(long number) {
        return number == 1 ? "once" : whole(number) + Page.NO_BREAK + "times";
    }

    /** {@code 1st}, {@code 2nd}, {@code 11th}. */
    static String ordinal(long number) {
        long lastTwo = number % 100;
        if (lastTwo >= 11 && lastTwo <= 13) {
            return whole(number) + "th";
        }
        return whole(number)
                + switch ((int) (number % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** Which events count together: {@code within any 30 days}, {@code within one calendar year}. */
    static String window(Window window) {
        if (window instanceof Window.Rolling rolling) {
            return "within any " + length(rolling.length());
        }
        if (window instanceof Window.Calendar calendar) {
            return "within one calendar " + unit(calendar.unit());
        }
        if (window instanceof Window.Session session) {
            return "within one session, which ends where nothing comes for more than " + length(session.gapMillis());
        }
        return "altogether";
    }

    static String unit(CalendarUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** {@code a}, {@code a or b}, {@code a, b or c}. */
    static String list(List<String> items, String conjunction) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        int last = items.size() - 1;
        return String.join(", ", items.subList(0, last)) + " " + conjunction + " " + items.get(last);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
