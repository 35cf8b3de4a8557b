package dev.milepost.milestones.model.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** When what has to be looked at again. */
final class Agenda {

    final TreeMap<Long, Moment> moments = new TreeMap<>();

    /** What to look at, and the greatest received_at behind it. */
    static final class Moment {
        final TreeMap<SlotKey, Long> slots = new TreeMap<>();
        final TreeMap<String, Long> referrals = new TreeMap<>();
        final TreeMap<String, Long> orders = new TreeMap<>();
        /** Who has something to forget. */
        final TreeSet<SlotKey> forgets = new TreeSet<>();

        Moment copy() {
            Moment copy = new Moment();
            copy.slots.putAll(slots);
            copy.referrals.putAll(referrals);
            copy.orders.putAll(orders);
            copy.forgets.addAll(forgets);
            return copy;
        }
    }

    Moment at(long timeMillis) {
        return moments.computeIfAbsent(timeMillis, t -> new Moment());
    }

    void slot(long timeMillis, SlotKey slot, long knownAtMillis) {
        if (timeMillis != Long.MAX_VALUE) {
            at(timeMillis).slots.merge(slot, knownAtMillis, Math::max);
        }
    }

    void referral(long timeMillis, String referral, long knownAtMillis) {
        at(timeMillis).referrals.merge(referral, knownAtMillis, Math::max);
    }

    void order(long timeMillis, String order, long knownAtMillis) {
        at(timeMillis).orders.merge(order, knownAtMillis, Math::max);
    }

    void forget(long timeMillis, SlotKey slot) {
        if (timeMillis != Long.MAX_VALUE) {
            at(timeMillis).forgets.add(slot);
        }
    }

    /** Takes that back. */
    void forgetNot(long timeMillis, SlotKey slot) {
        Moment moment = moments.get(timeMillis);
        if (moment != null) {
            moment.forgets.remove(slot);
        }
    }

    /** Long.MAX_VALUE: nothing. */
    long next() {
        return moments.isEmpty() ? Long.MAX_VALUE : moments.firstKey();
    }

    Moment take(long timeMillis) {
        Moment moment = moments.remove(timeMillis);
        return moment == null ? new Moment() : moment;
    }

    /** What facts that came late have left to look at; all else follows from the facts. */
    Map<Long, Moment> until(long timeMillis) {
        return moments.headMap(timeMillis, true);
    }
}
