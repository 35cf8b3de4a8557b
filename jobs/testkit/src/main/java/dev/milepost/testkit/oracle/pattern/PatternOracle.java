package dev.milepost.testkit.oracle.pattern;

import dev.milepost.testkit.oracle.pattern.Spec.Frame;
import dev.milepost.testkit.oracle.pattern.Spec.Length;
import dev.milepost.testkit.oracle.pattern.Spec.Where;
import dev.milepost.testkit.oracle.pattern.Windows.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** When a pattern is done, by the definition of each kind over all events at once. */
public final class PatternOracle {

    private static final Set<String> PURCHASES = Set.of("order", "renewal", "refund", "chargeback", "refund_cancelled");

    private final List<Happening> events;
    private final Clock clock;
    private final Windows windows;
    private final String currency;
    private final long refundHorizon;
    private final long until;
    private final long end;

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
        this.currency = currency;
        this.refundHorizon = refundHorizon;
        this.until = Math.min(until, end - 1);
        this.end = end;
    }

    /** In order, one at most for each moment. */
    public List<Done> done(Spec spec) {
        if (spec instanceof Spec.Event event) {
            return matches(event);
        }
        if (spec instanceof Spec.Nth nth) {
            List<Done> all = matches(nth.event());
            return all.size() < nth.n() ? List.of() : List.of(all.get((int) nth.n() - 1));
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
            if (matches(spec, events.get(i))) {
                found.add(doneBy(i));
            }
        }
        return found;
    }

    private Done doneBy(int place) {
        Happening event = events.get(place);
        return new Done(event.time(), place, event.id(), event.amount());
    }

    private boolean matches(Spec.Event spec, Happening event) {
        return event.time() < end
                && spec.names().contains(event.name())
                && spec.where().stream().allMatch(where -> holds(where, event));
    }

    private boolean holds(Where where, Happening event) {
        if (where.field().equals("amount") || where.field().equals("value")) {
            boolean money = where.field().equals("amount");
            Long number = money ? event.amount() : event.value();
            if (number == null || (money && !currency.equals(event.currency()))) {
                return false;
            }
            return switch (where.test()) {
                case EQUAL -> number == where.number();
                case NOT_EQUAL -> number != where.number();
                default -> number >= where.number();
            };
        }
        String text = event.texts().get(where.field());
        String other =
                where.test() == Spec.Test.DIFFERS_FROM_FIELD ? event.texts().get(where.text()) : where.text();
        return text != null && other != null && (where.test() == Spec.Test.EQUAL) == text.equals(other);
    }

    private List<Done> count(Spec.Count count) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Happening event = events.get(i);
            String value = count.distinct() == null ? "" : event.texts().get(count.distinct());
            if (value != null && matches(count.event(), event)) {
                parts.add(new Part(doneBy(i), BigInteger.ONE, value));
            }
        }
        return windows.rises(parts, count.within(), BigInteger.valueOf(count.atLeast()), count.distinct() != null);
    }

    private List<Done> sum(Spec.Sum sum) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Happening event = events.get(i);
            Long number = matches(sum.event(), event) ? number(sum, event) : null;
            if (number != null) {
                parts.add(new Part(doneBy(i), BigInteger.valueOf(number), ""));
            }
        }
        return windows.rises(parts, sum.within(), BigInteger.valueOf(sum.atLeast()), false);
    }

    private Long number(Spec.Sum sum, Happening event) {
        if (sum.field().equals("amount")) {
            boolean counted = event.amount() != null && currency.equals(event.currency());
            return !counted ? null : isOrder(event) ? (Long) net(event) : event.amount();
        }
        return sum.field().equals("value")
                ? event.value()
                : millionths(event.texts().get(sum.field()));
    }

    private static Long millionths(String text) {
        return text == null
                ? null
                : (Long) new BigDecimal(text)
                        .setScale(6, RoundingMode.DOWN)
                        .unscaledValue()
                        .longValueExact();
    }

    private static boolean isOrder(Happening event) {
        return event.name().equals("order") || event.name().equals("renewal");
    }

    /** Gross less the refunds that stand, each once. */
    private long net(Happening order) {
        String orderId = order.texts().get("order_id");
        Map<String, Long> refunds = new HashMap<>();
        Set<String> cancelled = new HashSet<>();
        for (Happening event : events) {
            if (orderId == null
                    || !orderId.equals(event.texts().get("order_id"))
                    || Math.abs(event.time() - order.time()) > refundHorizon) {
                continue;
            }
            switch (event.name()) {
                case "refund", "chargeback" -> refunds.putIfAbsent(event.texts().get("refund_id"), event.amount());
                case "refund_cancelled" -> cancelled.add(event.texts().get("refund_id"));
                default -> {}
            }
        }
        refunds.keySet().removeAll(cancelled);
        long back = refunds.values().stream().mapToLong(amount -> amount).sum();
        return Math.max(0, order.amount() - back);
    }

    private List<Done> level(Spec.Level level) {
        boolean money = level.field().equals("mrr") || level.field().equals("arr");
        List<Done> found = new ArrayList<>();
        boolean above = false;
        for (int i = 0; i < events.size(); i++) {
            Long reading = reading(events.get(i), level.field(), money);
            if (reading == null) {
                continue;
            }
            boolean was = above;
            above = reading >= level.atLeast();
            if (above && !was) {
                Done rise = doneBy(i);
                long due = clock.plus(rise.time(), level.hold());
                if (due == rise.time()) {
                    found.add(rise);
                } else if (due <= until && lasts(level, i, due, money)) {
                    found.add(rise.later(due));
                }
            }
        }
        return found;
    }

    private boolean lasts(Spec.Level level, int from, long due, boolean money) {
        return events.stream()
                .skip(from + 1L)
                .filter(event -> event.time() <= due)
                .map(event -> reading(event, level.field(), money))
                .allMatch(reading -> reading == null || reading >= level.atLeast());
    }

    private Long reading(Happening event, String field, boolean money) {
        if (event.time() >= end) {
            return null;
        }
        if (money) {
            boolean undone = isOrder(event) && event.amount() != null && event.amount() > 0 && net(event) == 0;
            if (undone || !PURCHASES.contains(event.name()) || event.mrr() == null) {
                return null;
            }
            return !currency.equals(event.currency())
                    ? null
                    : field.equals("mrr") ? event.mrr() : (Long) (event.mrr() * 12);
        }
        if (event.name().equals("user_attributes")) {
            return millionths(event.texts().get(field));
        }
        return event.name().equals(field) ? event.value() : null;
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
        return now.stream().filter(done -> done.amount() != null).findFirst().orElse(now.get(0));
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
                    .map(each -> new Part(each, BigInteger.ONE, ""))
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
                found.add(atOnce(parts, now));
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
            long start = clock.minus(end.time(), sequence.within());
            if (leads(parts, parts.size() - 2, end, after, start)) {
                found.add(end);
            }
        }
        return found;
    }

    /** Whether the parts up to that one can be done in order, after one moment and before the other. */
    private static boolean leads(List<List<Done>> parts, int part, Done before, Done after, long start) {
        if (part < 0) {
            return before.time() > start;
        }
        return parts.get(part).stream()
                .anyMatch(each -> each.compareTo(before) < 0
                        && (after == null || each.compareTo(after) > 0)
                        && leads(parts, part - 1, each, after, start));
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
                    .anyMatch(event ->
                            event.time() > begun.time() && event.time() <= due && matches(absence.event(), event));
            if (!came && due <= until) {
                found.add(begun.later(due));
            }
        }
        return new ArrayList<>(found);
    }
}
