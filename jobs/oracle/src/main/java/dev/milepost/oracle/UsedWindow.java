package dev.milepost.oracle;

import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/** Which of some moments fall into the window that ends at a time, for quotas, caps and budgets. */
public final class UsedWindow {

    private UsedWindow() {}

    /**
     * Those times, in order, that are in it.
     *
     * @param times none later than {@code now}
     */
    public static List<Long> of(List<Long> times, long now, Window window, ZoneId zone) {
        List<Long> sorted = times.stream().sorted().toList();
        if (window instanceof Window.Lifetime) {
            return sorted;
        }
        if (window instanceof Window.Rolling rolling) {
            return sorted.stream()
                    .filter(time -> time > rolling.length().before(now, zone))
                    .toList();
        }
        if (window instanceof Window.Calendar calendar) {
            return sorted.stream()
                    .filter(time -> unit(time, calendar.unit(), zone).equals(unit(now, calendar.unit(), zone)))
                    .toList();
        }
        long gap = ((Window.Session) window).gapMillis();
        List<Long> session = new ArrayList<>();
        long edge = now;
        for (int i = sorted.size() - 1; i >= 0 && edge - sorted.get(i) <= gap; i--) {
            edge = sorted.get(i);
            session.add(0, edge);
        }
        return session;
    }

    private static String unit(long time, CalendarUnit unit, ZoneId zone) {
        LocalDate date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
        return switch (unit) {
            case DAY -> date.toString();
            case WEEK -> date.get(IsoFields.WEEK_BASED_YEAR) + "w" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> date.getYear() + "-" + date.getMonthValue();
            case QUARTER -> date.getYear() + "q" + date.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> "" + date.getYear();
        };
    }
}
