package dev.milepost.console.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Values in the units that the dashboards use, as Grafana writes them. */
final class Units {

    private static final List<String> THOUSANDS = List.of("", " K", " Mil", " Bil", " Tri");
    private static final List<String> BYTES = List.of(" B", " KiB", " MiB", " GiB", " TiB");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final int USUAL_DECIMALS = 2;
    /** Amounts of some currencies have as many; it is what Grafana writes of this unit, too. */
    private static final int DECIMALS_OF_AMOUNTS = 3;

    private Units() {}

    /**
     * A value in a unit.
     *
     * @param unit Grafana's id
     * @param decimals -1: as many as it needs, at most two, of {@code locale} three
     */
    static String text(Object value, String unit, int decimals) {
        if (!(value instanceof Number number)) {
            return String.valueOf(value);
        }
        double of = number.doubleValue();
        return switch (unit) {
            case "percentunit" -> number(100 * of, decimals) + "%";
            case "s" -> seconds(of, decimals);
            case "d" -> number(of, decimals) + (Math.abs(of) == 1 ? " day" : " days");
            case "bytes" -> scaled(of, 1_024, BYTES, decimals);
            case "rowsps" -> scaled(of, 1_000, THOUSANDS, decimals) + " rows/s";
            case "locale" -> grouped(of, decimals);
            case "dateTimeAsIso" -> MOMENT.format(Instant.ofEpochMilli(number.longValue()));
            default -> number(of, decimals);
        };
    }

    /** A time that is no number of another unit. */
    static String moment(long millis) {
        boolean day = millis % Duration.ofDays(1).toMillis() == 0;
        String text = MOMENT.format(Instant.ofEpochMilli(millis));
        return day ? text.substring(0, 10) : text;
    }

    private static String seconds(double seconds, int decimals) {
        double size = Math.abs(seconds);
        if (size < MINUTE) {
            return size > 0 && size < 1 ? number(1_000 * seconds, decimals) + " ms" : number(seconds, decimals) + " s";
        }
        if (size < HOUR) {
            return number(seconds / MINUTE, decimals) + " mins";
        }
        return size < DAY ? number(seconds / HOUR, decimals) + " hours" : number(seconds / DAY, decimals) + " days";
    }

    private static String scaled(double value, double step, List<String> names, int decimals) {
        int place = 0;
        double scaled = value;
        while (Math.abs(scaled) >= step && place < names.size() - 1) {
            scaled /= step;
            place++;
        }
        return number(scaled, decimals) + names.get(place);
    }

    private static String grouped(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%,." + places(value, decimals, DECIMALS_OF_AMOUNTS) + "f", value);
        return decimals < 0 ? shortened(text) : text;
    }

    private static String number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "∞" : value < 0 ? "-∞" : "–";
        }
        String text = String.format(Locale.ROOT, "%." + places(value, decimals, USUAL_DECIMALS) + "f", value);
        return decimals < 0 ? shortened(text) : text;
    }

    private static int places(double value, int decimals, int most) {
        if (decimals >= 0) {
            return decimals;
        }
        return value == Math.rint(value) ? 0 : most;
    }

    /** Without the zeros at its end. */
    private static String shortened(String text) {
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
