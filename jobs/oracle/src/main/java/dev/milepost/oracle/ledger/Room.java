package dev.milepost.oracle.ledger;

import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Window;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/** What is left of caps and budget: counted anew each time, over all that was granted. */
final class Room {

    /**
     * What one reward takes.
     *
     * @param key whose cap: rule, rung, effect, beneficiary
     */
    record Take(List<Object> key, long time, long most, long now, boolean money) {}

    private record Part(long time, long amount) {}

    private Room() {}

    /**
     * The word why a reward may not take so much; null: it may.
     *
     * @param others what all others take
     * @param former what it takes so far; null: nothing
     */
    static String refuses(List<Take> others, Take former, Take next, List<Cap> caps, Budget budget, ZoneId zone) {
        for (Cap cap : caps) {
            List<Part> parts = new ArrayList<>();
            for (Take other : others) {
                if (other.key().equals(next.key())) {
                    parts.add(new Part(other.time(), of(other, cap)));
                }
            }
            long before = former == null ? 0 : of(former, cap);
            long limit = cap.count() != null ? cap.count() : cap.sum();
            if (of(next, cap) > before
                    && isExceeded(parts, new Part(next.time(), of(next, cap)), limit, cap.window(), zone)) {
                return "cap";
            }
        }
        boolean spends = next.money() && next.most() > (former == null ? 0 : former.most());
        if (budget != null && spends) {
            List<Part> parts = others.stream()
                    .filter(Take::money)
                    .map(other -> new Part(other.time(), other.most()))
                    .toList();
            Part part = new Part(next.time(), next.most());
            if (isExceeded(parts, part, budget.amountMinor(), budget.window(), zone)) {
                return "budget";
            }
        }
        return null;
    }

    private static long of(Take take, Cap cap) {
        long amount = cap.reversedGivesBack() ? take.now() : take.most();
        return cap.count() == null ? amount : amount > 0 ? 1 : 0;
    }

    /** Whether any window that holds the part is beyond the limit with it. */
    private static boolean isExceeded(List<Part> others, Part part, long limit, Window window, ZoneId zone) {
        List<Part> all = new ArrayList<>(others);
        all.add(part);
        all.removeIf(each -> each.amount() == 0);
        if (window instanceof Window.Rolling rolling) {
            return all.stream()
                    .filter(end -> end.time() >= part.time() && rolling.length().before(end.time(), zone) < part.time())
                    .anyMatch(end -> all.stream()
                                    .filter(each -> each.time() <= end.time()
                                            && each.time() > rolling.length().before(end.time(), zone))
                                    .map(each -> BigInteger.valueOf(each.amount()))
                                    .reduce(BigInteger.ZERO, BigInteger::add)
                                    .compareTo(BigInteger.valueOf(limit))
                            > 0);
        }
        BigInteger sum = BigInteger.ZERO;
        for (Part each : all) {
            boolean counts = isTogether(each.time(), part.time(), all, window, zone);
            sum = counts ? sum.add(BigInteger.valueOf(each.amount())) : sum;
        }
        return sum.compareTo(BigInteger.valueOf(limit)) > 0;
    }

    private static boolean isTogether(long one, long other, List<Part> all, Window window, ZoneId zone) {
        if (window instanceof Window.Lifetime) {
            return true;
        }
        if (window instanceof Window.Calendar calendar) {
            return unit(one, calendar.unit(), zone).equals(unit(other, calendar.unit(), zone));
        }
        long gap = ((Window.Session) window).gapMillis();
        long first = Math.min(one, other);
        long last = Math.max(one, other);
        List<Long> between = all.stream()
                .map(Part::time)
                .filter(time -> time >= first && time <= last)
                .sorted()
                .toList();
        for (int i = 1; i < between.size(); i++) {
            if (between.get(i) - between.get(i - 1) > gap) {
                return false;
            }
        }
        return true;
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
