package dev.milepost.testkit.oracle.pattern;

import dev.milepost.testkit.oracle.pattern.Spec.Frame;
import dev.milepost.testkit.oracle.pattern.Spec.Length;
import dev.milepost.testkit.oracle.pattern.Windows.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** When a pattern is done, by the definition of each kind over all events at once. */
public final class PatternOracle {

    private final List<Happening> events;
    private final Clock clock;
    private final Windows windows;
    private final Readings readings;
    private final long until;

    /**
     * Of one history.
     *
     * @param refundHorizon refunds further from their order change nothing
     * @param until timers up to that time go off
     * @param end from then on nothing is done, and no event is seen but refunds of the orders before
     */
    public PatternOracle(
            List<Happening> history, ZoneId zone, String currency, long refundHorizon, long until, long end) {
        events = new ArrayList<>(history);
        events.sort(Happening.ORDER);
        clock = new Clock(zone);
        windows = new Windows(clock);
        readings = new Readings(events, currency, refundHorizon, end);
        this.until = Math.min(until, end - 1);
    }

    /** In order, one at most for each moment. */
    public List<Done> done(Spec spec) {
        if (spec instanceof Spec.Event event) {
            return matches(event);
        }
        if (spec instanceof Spec.Nth nth) {
            List<Done> all = matches(nth.event());
            return all.size() < nth.n()
                    ? List.of()
                    : List.of(all.get((int) nth.n() - 1)
                            .counting(all.subList(0, (int) nth.n()))
                            .at("count", BigDecimal.valueOf(nth.n())));
        }
        if (spec instanceof Spec.Count count) {
            return count(count);
        }
        if (spec instanceof Spec.Sum sum) {
            return sum(sum);
        }
        if (spec instanceof Spec.Level level) {
            return level(level);
        }
        if (spec instanceof Spec.All all) {
            return all(all);
        }
        if (spec instanceof Spec.Any any) {
            List<List<Done>> parts = any.parts().stream().map(this::done).toList();
            return moments(parts).stream().map(moment -> atOnce(parts, moment)).toList();
        }
        if (spec instanceof Spec.Sequence sequence) {
            return sequence(sequence);
        }
        if (spec instanceof Spec.Timer timer) {
            return timer(timer);
        }
        return absence((Spec.Absence) spec);
    }

    private List<Done> matches(Spec.Event spec) {
        List<Done> found = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (readings.matches(spec, events.get(i))) {
                found.add(doneBy(i));
            }
        }
        return found;
    }

    private Done doneBy(int place) {
        Happening event = events.get(place);
        Done.Value value = event.value() == null
                ? null
                : new Done.Value("value", Readings.whole("value", BigInteger.valueOf(event.value())));
        return new Done(
                event.time(), place, event.id(), event.amount(), event.referrals(), ordersOf(event), event, value);
    }

    private static List<Done.Order> ordersOf(Happening event) {
        String order = event.texts().get("order_id");
        return order == null || event.currency() == null
                ? List.of()
                : List.of(new Done.Order(Readings.whose(event), order));
    }

    private List<Done> count(Spec.Count count) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Happening event = events.get(i);
            List<String> value = count.distinct() == null ? List.of() : value(event, count.distinct());
            if (value != null && readings.matches(count.event(), event)) {
                parts.add(new Part(doneBy(i), BigInteger.ONE, value));
            }
        }
        return windows.rises(
                parts, count.within(), BigInteger.valueOf(count.atLeast()), count.distinct() != null, "count");
    }

    /** What an event says there; null: nothing. Two users' order or refund of one id are two. */
    private static List<String> value(Happening event, String field) {
        String text = event.texts().get(field);
        boolean ofUser = field.equals("order_id") || field.equals("refund_id");
        String user = Readings.whose(event);
        return text == null ? null : ofUser && user != null ? List.of(text, user) : List.of(text);
    }

    private List<Done> sum(Spec.Sum sum) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Happening event = events.get(i);
            Long number = readings.matches(sum.event(), event) ? readings.number(sum, event) : null;
            if (number != null) {
                parts.add(new Part(doneBy(i), BigInteger.valueOf(number), List.of()));
            }
        }
        return windows.rises(parts, sum.within(), BigInteger.valueOf(sum.atLeast()), false, sum.field());
    }

    private List<Done> level(Spec.Level level) {
        List<Done> found = new ArrayList<>();
        boolean above = false;
        for (int i = 0; i < events.size(); i++) {
            Long reading = readings.reading(events.get(i), level.field());
            if (reading == null) {
                continue;
            }
            boolean was = above;
            above = reading >= level.atLeast();
            if (above && !was) {
                Done rise = doneBy(i).at(level.field(), Readings.whole(level.field(), BigInteger.valueOf(reading)));
                long due = clock.plus(rise.time(), level.hold());
                if (due == rise.time()) {
                    found.add(rise);
                } else if (due <= until && lasts(level, i, due)) {
                    found.add(rise.later(due));
                }
            }
        }
        return found;
    }

    private boolean lasts(Spec.Level level, int from, long due) {
        return events.stream()
                .skip(from + 1L)
                .filter(event -> event.time() <= due)
                .map(event -> readings.reading(event, level.field()))
                .allMatch(reading -> reading == null || reading >= level.atLeast());
    }

    private static Set<Done> moments(List<List<Done>> parts) {
        Set<Done> moments = new TreeSet<>();
        parts.forEach(moments::addAll);
        return moments;
    }

    /** Of the parts done at that moment the first, unless one after it is the first with an amount. */
    private static Done atOnce(List<List<Done>> parts, Done moment) {
        List<Done> now = parts.stream()
                .flatMap(part -> part.stream().filter(moment::isAtOnceWith))
                .toList();
        return now.stream()
                .filter(done -> done.amount() != null)
                .findFirst()
                .orElse(now.get(0))
                .counting(now);
    }

    private List<Done> all(Spec.All all) {
        List<List<Done>> parts = all.parts().stream().map(this::done).toList();
        List<Done> moments = new ArrayList<>(moments(parts));
        List<Done> found = new ArrayList<>();
        Done last = null;
        for (Done now : moments) {
            Done since = last;
            List<Part> run = moments.stream()
                    .filter(each -> each.compareTo(now) <= 0 && (since == null || each.compareTo(since) > 0))
                    .map(each -> new Part(each, BigInteger.ONE, List.of()))
                    .toList();
            Done first = all.within().frame() == Frame.SESSION
                    ? run.get(Windows.sessionStart(run, all.within())).done()
                    : run.get(0).done();
            boolean whole = parts.stream()
                    .allMatch(part -> part.stream()
                            .anyMatch(each -> each.compareTo(first) >= 0
                                    && each.compareTo(now) <= 0
                                    && windows.inside(each.time(), now.time(), all.within())));
            if (whole) {
                List<Done> latest = parts.stream()
                        .map(part -> part.stream()
                                .filter(each -> each.compareTo(now) <= 0)
                                .max(Done::compareTo)
                                .orElseThrow())
                        .toList();
                List<Way> ways = new ArrayList<>();
                parts.forEach(part -> part.stream()
                        .filter(each -> each.compareTo(first) >= 0
                                && each.compareTo(now) <= 0
                                && windows.inside(each.time(), now.time(), all.within()))
                        .forEach(each -> each.orders().forEach(order -> ways.add(new Way(each.time(), order)))));
                found.add(atOnce(parts, now).counting(latest).ledBy(latest(ways)));
                last = now;
            }
        }
        return found;
    }

    private List<Done> sequence(Spec.Sequence sequence) {
        List<List<Done>> parts = sequence.parts().stream().map(this::done).toList();
        List<Done> found = new ArrayList<>();
        for (Done end : parts.get(parts.size() - 1)) {
            Done after = found.isEmpty() ? null : found.get(found.size() - 1);
            List<Done> chain = chain(parts, parts.size() - 1, end, after);
            if (chain != null && chain.get(0).time() > clock.minus(end.time(), sequence.within())) {
                List<Way> ways = new ArrayList<>();
                ways(parts, parts.size() - 2, end, after, ways);
                ways.removeIf(way -> way.since() <= clock.minus(end.time(), sequence.within()));
                found.add(end.counting(chain).ledBy(latest(ways)));
            }
        }
        return found;
    }

    /** The parts in order that end there, each as late as can be, and all after that moment; null: there are none. */
    private static List<Done> chain(List<List<Done>> parts, int part, Done end, Done after) {
        if (part == 0) {
            return List.of(end);
        }
        List<Done> before = parts.get(part - 1);
        for (int i = before.size() - 1; i >= 0; i--) {
            Done each = before.get(i);
            boolean between = each.compareTo(end) < 0 && (after == null || each.compareTo(after) > 0);
            List<Done> chain = between ? chain(parts, part - 1, each, after) : null;
            if (chain != null) {
                List<Done> whole = new ArrayList<>(chain);
                whole.add(end);
                return whole;
            }
        }
        return null;
    }

    /** How an order came to be part of it: since when that was on its way. */
    private record Way(long since, Done.Order order) {}

    /** All ways to have done the parts up to that one before the end: of each the orders of its last part that has any. */
    private static void ways(List<List<Done>> parts, int part, Done end, Done after, List<Way> found) {
        for (Done each : part < 0 ? List.<Done>of() : parts.get(part)) {
            boolean between = each.compareTo(end) < 0 && (after == null || each.compareTo(after) > 0);
            List<Done> chain = between ? chain(parts, part, each, after) : null;
            if (chain != null && each.orders().isEmpty()) {
                ways(parts, part - 1, each, after, found);
            } else if (chain != null) {
                each.orders().forEach(order -> found.add(new Way(chain.get(0).time(), order)));
            }
        }
    }

    /** Each once, by the latest way to it; the latest eight. */
    private static List<Done.Order> latest(List<Way> ways) {
        Map<Done.Order, Long> since = new HashMap<>();
        ways.forEach(way -> since.merge(way.order(), way.since(), Math::max));
        List<Done.Order> orders = since.keySet().stream()
                .sorted(Comparator.comparing((Done.Order order) -> since.get(order))
                        .thenComparing(Done.Order::id)
                        .thenComparing(order -> order.user() == null ? "" : order.user()))
                .toList();
        return orders.subList(Math.max(0, orders.size() - 8), orders.size());
    }

    private List<Done> timer(Spec.Timer timer) {
        List<Done> anchors = done(timer.anchor());
        List<Done> found = new ArrayList<>();
        if (anchors.isEmpty()) {
            return found;
        }
        Done anchor = anchors.get(0);
        for (int k = 0; k == 0 || timer.every() != null; k++) {
            long due = repetition(anchor.time(), timer, k);
            if (due > until) {
                return found;
            }
            found.add(anchor.later(due));
        }
        return found;
    }

    private long repetition(long anchor, Spec.Timer timer, int k) {
        Length after = timer.after();
        if (timer.every() == null) {
            return clock.plus(anchor, after);
        }
        Length every = new Length(timer.every().months() * k, timer.every().millis() * k);
        // Months are added at once, so that a short month on the way does not shorten those after it.
        return after.months() > 0 && every.months() > 0
                ? clock.plus(anchor, new Length(after.months() + every.months(), 0))
                : clock.plus(clock.plus(anchor, after), every);
    }

    private List<Done> absence(Spec.Absence absence) {
        Set<Done> found = new TreeSet<>();
        for (Done begun : done(absence.after())) {
            long due = clock.plus(begun.time(), absence.during());
            boolean came = events.stream()
                    .anyMatch(event -> event.time() > begun.time()
                            && event.time() <= due
                            && readings.matches(absence.event(), event));
            if (!came && due <= until) {
                found.add(begun.later(due));
            }
        }
        return new ArrayList<>(found);
    }
}
