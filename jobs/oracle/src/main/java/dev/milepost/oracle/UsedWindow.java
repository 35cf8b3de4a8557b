package dev.milepost.oracle;

import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * How many there are in a window that the time falls into; of rolling ones, which end at the time or at a later one of
     * those, in the one that holds most.
     *
     * @param times also later than {@code now}
     */
    public static long fullest(List<Long> times, long now, Window window, ZoneId zone) {
        if (window instanceof Window.Rolling rolling) {
            return Stream.concat(Stream.of(now), times.stream().filter(time -> time > now))
                    .filter(end -> now > rolling.length().before(end, zone))
                    .mapToLong(end -> of(
                                    times.stream().filter(time -> time <= end).toList(), end, window, zone)
                            .size())
                    .max()
                    .orElse(0);
        }
        if (window instanceof Window.Session session) {
            List<Long> later =
                    times.stream().filter(time -> time > now).sorted().toList();
            long count = of(times.stream().filter(time -> time <= now).toList(), now, window, zone)
                    .size();
            long edge = now;
            for (int i = 0; i < later.size() && later.get(i) - edge <= session.gapMillis(); i++) {
                edge = later.get(i);
                count++;
            }
            return count;
        }
        return of(times, now, window, zone).size();
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
