package dev.milepost.fraud.model.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * What an advocate's operator remembers for signals: the last 50 referees in the order of binding, and referrals by hour of the
 * week. Told in (time, id) order. What is told of a referee that the window no longer has changes nothing.
 *
 * <p>In bytes at most 50 referees of about 100 and 168 hours of 12: 7 KB; of one referee about 120.
 */
public final class AdvocateWindow {

    static final int REFEREES = 50;

    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final long REFUND_MILLIS = 30 * DAY_MILLIS;

    final List<Referee> referees = new ArrayList<>();
    HourOfWeek hours = new HourOfWeek();

    /**
     * A referral was bound.
     *
     * @param network the referee's ip24 at signup; {@code null} where unknown
     * @param orphan whether the signup had no click, or another device than clicked; {@code null} where that cannot be told
     */
    public void bound(String referralId, long boundMillis, String network, Boolean orphan) {
        if (find(referralId) != null) {
            return;
        }
        Referee last = referees.isEmpty() ? null : referees.get(referees.size() - 1);
        boolean firstOfWeek = last == null || WeeklyMass.weekOf(last.boundMillis()) < WeeklyMass.weekOf(boundMillis);
        referees.add(Referee.bound(
                referralId,
                boundMillis,
                hours.mass(boundMillis),
                hours.weights(boundMillis),
                firstOfWeek,
                network,
                orphan));
        hours.add(boundMillis);
        if (referees.size() > REFEREES) {
            referees.remove(0);
        }
    }

    public void ordered(String referralId, boolean nearThreshold) {
        change(referralId, referee -> referee.ordered(nearThreshold));
    }

    public void qualified(String referralId, long millis) {
        change(referralId, referee -> referee.qualified(millis));
    }

    /**
     * What identifiers and the e-mail address say of a referee by now.
     *
     * @param leadMillis from the click to the signup; below 0 where there was no click
     * @param marks of {@link Traces#marks}
     */
    public void marked(String referralId, long leadMillis, int marks) {
        change(
                referralId,
                referee -> referee.marked(leadMillis, marks | (isBehindAnEarlier(referee) ? Traces.NETWORK : 0)));
    }

    /** Tells of a refund or chargeback, and says whether it is the referral's first within 30 days of qualifying. */
    public boolean refunded(String referralId, long millis) {
        Referee referee = find(referralId);
        boolean counts = referee != null
                && referee.isQualified()
                && !referee.refunded()
                && millis >= referee.qualifiedMillis()
                && millis - referee.qualifiedMillis() <= REFUND_MILLIS;
        if (counts) {
            change(referralId, Referee::withRefund);
        }
        return counts;
    }

    /** Fourteen days after qualifying. */
    public void activity(String referralId, boolean inactive) {
        change(referralId, referee -> referee.active(inactive));
    }

    /** The binding was revised to another advocate. */
    public void unbound(String referralId) {
        referees.removeIf(each -> each.referralId().equals(referralId));
    }

    /** What the window says when one of the advocate's referrals is assessed. */
    public WindowSummary summary(String referralId) {
        Referee assessed = find(referralId);
        return new WindowSummary(
                assessed == null ? -1 : withinAnHour(assessed),
                assessed == null ? 0 : assessed.hourMass(),
                assessed == null ? 0 : assessed.weeksMass(),
                assessed != null && assessed.firstOfWeek(),
                assessed == null ? 0 : inWeekUntil(assessed),
                gaps(),
                assessed == null ? -1 : gapBefore(assessed),
                networks(),
                count(each -> each.orphan() == null ? 0 : 1, each -> Boolean.TRUE.equals(each.orphan()) ? 1 : 0),
                count(each -> each.isQualified() ? 1 : 0, each -> each.refunded() ? 1 : 0),
                count(each -> each.inactive() == null ? 0 : 1, each -> Boolean.TRUE.equals(each.inactive()) ? 1 : 0),
                count(Referee::orders, Referee::nearOrders),
                Traces.of(referees, assessed));
    }

    /** A window that shares nothing with this one. */
    public AdvocateWindow copy() {
        AdvocateWindow copy = new AdvocateWindow();
        copy.referees.addAll(referees);
        copy.hours = hours.copy();
        return copy;
    }

    private Referee find(String referralId) {
        for (Referee each : referees) {
            if (each.referralId().equals(referralId)) {
                return each;
            }
        }
        return null;
    }

    private void change(String referralId, UnaryOperator<Referee> change) {
        referees.replaceAll(each -> each.referralId().equals(referralId) ? change.apply(each) : each);
    }

    /** The most others that were bound with it within an hour, wherever that hour begins. */
    private int withinAnHour(Referee assessed) {
        int at = referees.indexOf(assessed);
        int most = 0;
        int end = 0;
        for (int first = 0; first <= at; first++) {
            long until = referees.get(first).boundMillis() + HOUR_MILLIS;
            while (end < referees.size() && referees.get(end).boundMillis() < until) {
                end++;
            }
            most = end > at ? Math.max(most, end - first - 1) : most;
        }
        return most;
    }

    private boolean isBehindAnEarlier(Referee referee) {
        return referee.network() != null
                && referees.subList(0, referees.indexOf(referee)).stream()
                        .anyMatch(each -> referee.network().equals(each.network()));
    }

    private int inWeekUntil(Referee assessed) {
        return 1
                + others(assessed, each -> {
                    long before = assessed.boundMillis() - each.boundMillis();
                    return before >= 0 && before < 7 * DAY_MILLIS;
                });
    }

    private int others(Referee assessed, Predicate<Referee> which) {
        return (int) referees.stream()
                .filter(each -> !each.referralId().equals(assessed.referralId()) && which.test(each))
                .count();
    }

    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < referees.size(); i++) {
            gaps.add(Math.max(
                    0, referees.get(i).boundMillis() - referees.get(i - 1).boundMillis()));
        }
        return gaps;
    }

    private long gapBefore(Referee assessed) {
        int at = referees.indexOf(assessed);
        return at <= 0
                ? -1
                : Math.max(0, assessed.boundMillis() - referees.get(at - 1).boundMillis());
    }

    private List<Integer> networks() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Referee each : referees) {
            if (each.network() != null) {
                counts.merge(each.network(), 1, Integer::sum);
            }
        }
        return List.copyOf(counts.values());
    }

    private Counted count(ToIntFunction<Referee> ofEach, ToIntFunction<Referee> hitsOfEach) {
        int hits = 0;
        int of = 0;
        List<String> ids = new ArrayList<>();
        for (int i = referees.size() - 1; i >= 0; i--) {
            Referee each = referees.get(i);
            of += ofEach.applyAsInt(each);
            int here = hitsOfEach.applyAsInt(each);
            hits += here;
            if (here > 0 && ids.size() < Counted.IDS) {
                ids.add(each.referralId());
            }
        }
        return new Counted(hits, of, ids);
    }
}
