package dev.milepost.milestones.model.time;

import dev.milepost.programs.model.Window;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What was granted at which time: numbers and sums, of which those in a window are asked. What is given back is taken out at the
 * time of its grant. Sums have no bound: of amounts that each are a long, many are not.
 *
 * <p>Sums over long windows cost as many steps as there are days in them, not grants: whole days are summed beside.
 */
public final class Usage {

    private static final long DAY = 86_400_000L;

    /** A number and a sum, either of which may be the limit. */
    public record Counted(long count, BigInteger sum) {
        public static final Counted NOTHING = new Counted(0, 0);

        public Counted(long count, long sum) {
            this(count, BigInteger.valueOf(sum));
        }

        public Counted plus(Counted other) {
            return new Counted(Math.addExact(count, other.count), sum.add(other.sum));
        }

        public Counted minus(Counted other) {
            return new Counted(Math.subtractExact(count, other.count), sum.subtract(other.sum));
        }

        private boolean isWithin(Counted most) {
            return count <= most.count && sum.compareTo(most.sum) <= 0;
        }
    }

    /** All that was forgotten with its time. */
    private Counted earlier = Counted.NOTHING;

    private final TreeMap<Long, Counted> grants = new TreeMap<>();
    private final TreeMap<Long, Counted> days = new TreeMap<>();
    /** What came before this is in {@link #earlier}. */
    private long keptFromMillis = Long.MIN_VALUE;

    public static Usage restored(long keptFromMillis, Counted earlier, Map<Long, Counted> grants) {
        Usage usage = new Usage();
        usage.keptFromMillis = keptFromMillis;
        usage.earlier = earlier;
        grants.forEach(usage::add);
        return usage;
    }

    public void add(long timeMillis, Counted counted) {
        if (timeMillis < keptFromMillis) {
            earlier = earlier.plus(counted);
            return;
        }
        add(grants, timeMillis, counted);
        add(days, Math.floorDiv(timeMillis, DAY), counted);
    }

    private static void add(Map<Long, Counted> sums, long key, Counted counted) {
        sums.merge(key, counted, Counted::plus);
        if (sums.get(key).equals(Counted.NOTHING)) {
            sums.remove(key);
        }
    }

    /**
     * Whether so much more at that time leaves every window that it falls into within the limit; also those that end later,
     * where it comes after others that were granted already.
     */
    public boolean admits(long timeMillis, Counted more, Counted most, Window window, ZoneId zone) {
        if (window instanceof Window.Rolling rolling) {
            long last = rolling.length().after(timeMillis, zone);
            for (long end : ends(timeMillis, last)) {
                long start = rolling.length().before(end, zone);
                if (start < timeMillis && !between(start + 1, end).plus(more).isWithin(most)) {
                    return false;
                }
            }
            return true;
        }
        return counted(timeMillis, window, zone).plus(more).isWithin(most);
    }

    /** How many there are in a window that the time falls into; of rolling ones, which may also end later, in the fullest. */
    public long most(long timeMillis, Window window, ZoneId zone) {
        if (!(window instanceof Window.Rolling rolling)) {
            return counted(timeMillis, window, zone).count();
        }
        long most = 0;
        for (long end : ends(timeMillis, rolling.length().after(timeMillis, zone))) {
            long start = rolling.length().before(end, zone);
            most = start < timeMillis ? Math.max(most, between(start + 1, end).count()) : most;
        }
        return most;
    }

    private List<Long> ends(long timeMillis, long lastMillis) {
        List<Long> ends = new ArrayList<>();
        ends.add(timeMillis);
        // Calendar months differ in length, so that before(after(t)) may still hold t.
        ends.addAll(grants.subMap(timeMillis, false, lastMillis + 4 * DAY, true).keySet());
        return ends;
    }

    /** What is in the window that the time falls into; of a rolling one, in the one that ends with it. */
    public Counted counted(long timeMillis, Window window, ZoneId zone) {
        if (window instanceof Window.Lifetime) {
            return earlier.plus(between(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (window instanceof Window.Calendar calendar) {
            return between(
                    CalendarUnits.start(calendar.unit(), timeMillis, zone),
                    CalendarUnits.end(calendar.unit(), timeMillis, zone) - 1);
        }
        if (window instanceof Window.Session session) {
            return session(timeMillis, session.gapMillis());
        }
        Window.Rolling rolling = (Window.Rolling) window;
        return between(rolling.length().before(timeMillis, zone) + 1, timeMillis);
    }

    /** The session that something at that time belongs to, on both sides of it. */
    private Counted session(long timeMillis, long gap) {
        Counted all = grants.getOrDefault(timeMillis, Counted.NOTHING);
        long edge = timeMillis;
        for (Map.Entry<Long, Counted> entry :
                grants.headMap(timeMillis, false).descendingMap().entrySet()) {
            if (edge - entry.getKey() > gap) {
                break;
            }
            all = all.plus(entry.getValue());
            edge = entry.getKey();
        }
        edge = timeMillis;
        for (Map.Entry<Long, Counted> entry : grants.tailMap(timeMillis, false).entrySet()) {
            if (entry.getKey() - edge > gap) {
                break;
            }
            all = all.plus(entry.getValue());
            edge = entry.getKey();
        }
        return all;
    }

    /** Both ends included. */
    private Counted between(long from, long to) {
        long firstDay = from == Long.MIN_VALUE ? Long.MIN_VALUE : Math.floorDiv(from - 1, DAY) + 1;
        long endDay = to == Long.MAX_VALUE ? Long.MAX_VALUE : Math.floorDiv(to + 1, DAY);
        if (firstDay >= endDay) {
            return sum(from > to ? new TreeMap<>() : grants.subMap(from, true, to, true));
        }
        Counted whole = sum(days.subMap(firstDay, true, endDay, false));
        Counted before =
                from == Long.MIN_VALUE ? Counted.NOTHING : sum(grants.subMap(from, true, firstDay * DAY, false));
        boolean endsADay = to == Long.MAX_VALUE || endDay * DAY > to;
        Counted after = endsADay ? Counted.NOTHING : sum(grants.subMap(endDay * DAY, true, to, true));
        return before.plus(whole).plus(after);
    }

    private static Counted sum(NavigableMap<Long, Counted> part) {
        Counted sum = Counted.NOTHING;
        for (Counted counted : part.values()) {
            sum = sum.plus(counted);
        }
        return sum;
    }

    /** Forgets the times before that one; a lifetime's sum stays. */
    public void forgetBefore(long timeMillis) {
        if (timeMillis <= keptFromMillis) {
            return;
        }
        keptFromMillis = timeMillis;
        NavigableMap<Long, Counted> old = grants.headMap(timeMillis, false);
        earlier = earlier.plus(sum(old));
        old.forEach((time, counted) -> add(days, Math.floorDiv(time, DAY), Counted.NOTHING.minus(counted)));
        old.clear();
    }

    public boolean isEmpty() {
        return grants.isEmpty() && earlier.equals(Counted.NOTHING);
    }

    public Counted earlier() {
        return earlier;
    }

    public long keptFromMillis() {
        return keptFromMillis;
    }

    public Map<Long, Counted> grants() {
        return grants;
    }

    public Usage copy() {
        return restored(keptFromMillis, earlier, grants);
    }
}
