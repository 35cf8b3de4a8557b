package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.time.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Payouts that wait for their moment, and what has been decided of the others as long as a copy of one may come: a record that was
 * sent twice may be heard of again, by the copy that was received first, when the other has been booked. Mutable.
 */
final class Payouts {

    /** In the order in which they are booked. */
    private final TreeMap<Timeline.At, Payout> waiting = new TreeMap<>();

    /** By event and reward, then by time. */
    private final Map<String, NavigableMap<Long, Decided>> decided = new HashMap<>();

    /** What one said, and whether the ledger has an entry by it. */
    record Decided(long amountMinor, String currency, boolean booked) {

        private static Decided of(Payout payout, boolean booked) {
            return new Decided(payout.amountMinor(), payout.currency(), booked);
        }

        private boolean isOf(Payout payout) {
            return amountMinor == payout.amountMinor() && currency.equals(payout.currency());
        }
    }

    /** An event_id is unique of one reward. */
    private static String key(Payout payout) {
        return payout.id() + '\0' + payout.rewardId();
    }

    private static Timeline.At at(Payout payout) {
        return new Timeline.At(payout.timeMillis(), key(payout));
    }

    /** Whether it is no copy of one that was decided. */
    boolean add(Payout payout) {
        Decided same = of(payout).get(payout.timeMillis());
        boolean isNew = same == null || !same.isOf(payout);
        if (isNew) {
            waiting.put(at(payout), payout);
        }
        return isNew;
    }

    /** Another has taken its place: where it waits it is no more. What is booked has been paid, and stays. */
    void remove(Payout payout) {
        Decided same = Decided.of(payout, false);
        waiting.computeIfPresent(at(payout), (at, present) -> same.isOf(present) ? null : present);
    }

    /** Those of that moment, which wait no longer. */
    SortedMap<Timeline.At, Payout> take(long timeMillis) {
        SortedMap<Timeline.At, Payout> now =
                waiting.subMap(new Timeline.At(timeMillis, ""), new Timeline.At(timeMillis + 1, ""));
        SortedMap<Timeline.At, Payout> taken = new TreeMap<>(now);
        now.clear();
        return taken;
    }

    /** Whether another of that event is booked, no further away than two records may be of which one takes the other's place. */
    boolean isBookedOtherwise(Payout payout, long horizonMillis) {
        return of(payout)
                .subMap(payout.timeMillis() - horizonMillis, true, payout.timeMillis() + horizonMillis, true)
                .values()
                .stream()
                .anyMatch(Decided::booked);
    }

    void decide(Payout payout, boolean booked) {
        decided(key(payout), payout.timeMillis(), Decided.of(payout, booked));
    }

    void decided(String key, long timeMillis, Decided what) {
        decided.computeIfAbsent(key, k -> new TreeMap<>()).put(timeMillis, what);
    }

    private NavigableMap<Long, Decided> of(Payout payout) {
        return decided.getOrDefault(key(payout), new TreeMap<>());
    }

    /** No copy of one before that time can come any more. */
    void forgetBefore(long timeMillis) {
        decided.values().forEach(times -> times.headMap(timeMillis).clear());
        decided.values().removeIf(Map::isEmpty);
    }

    Iterable<Payout> waiting() {
        return waiting.values();
    }

    int size() {
        return waiting.size();
    }

    /** For codecs: the same order for the same contents. */
    SortedMap<String, NavigableMap<Long, Decided>> decided() {
        return new TreeMap<>(decided);
    }

    Payouts copy() {
        Payouts copy = new Payouts();
        copy.waiting.putAll(waiting);
        decided.forEach((key, times) -> copy.decided.put(key, new TreeMap<>(times)));
        return copy;
    }
}
