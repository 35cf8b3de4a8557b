package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import dev.milepost.milestones.model.time.Timeline;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known of referrals and orders, by time. */
final class World {

    final Map<String, Timeline<Verdict>> verdicts;
    final Map<String, Timeline<Review>> reviews;
    final Map<String, Timeline<OrderMoney>> orders;

    World() {
        verdicts = new HashMap<>();
        reviews = new HashMap<>();
        orders = new HashMap<>();
    }

    private World(World other) {
        verdicts = copy(other.verdicts);
        reviews = copy(other.reviews);
        orders = copy(other.orders);
    }

    World copy() {
        return new World(this);
    }

    private static <T> Map<String, Timeline<T>> copy(Map<String, Timeline<T>> timelines) {
        Map<String, Timeline<T>> copy = new HashMap<>();
        timelines.forEach((key, timeline) -> copy.put(key, timeline.copy()));
        return copy;
    }

    /** The latest verdict at that time, or null. */
    Verdict verdict(String referral, long timeMillis) {
        return at(verdicts, referral, timeMillis);
    }

    Review review(String referral, long timeMillis) {
        return at(reviews, referral, timeMillis);
    }

    boolean isRejected(String referral, long timeMillis) {
        Review review = review(referral, timeMillis);
        return review != null && !review.approved();
    }

    /** Whether any of those that it rests on is. */
    boolean isRejected(Reach reach, long timeMillis) {
        return reach.restsOn().stream().anyMatch(referral -> isRejected(referral, timeMillis));
    }

    /** Null where nothing was taken back of the order. */
    OrderMoney order(String order, long timeMillis) {
        return order == null ? null : at(orders, order, timeMillis);
    }

    /** How much of the order had been charged back before that event. */
    long chargedBackBefore(OrderMoney order) {
        OrderMoney before = orders.get(order.order()).before(order.timeMillis(), order.causeId());
        return before == null ? 0 : before.chargedBackMinor();
    }

    /** The approval at that very time of a referral that was rejected until then, of several the last; null: there is none. */
    Review approval(List<String> referrals, long timeMillis, long asOfMillis) {
        return referrals.stream()
                .map(referral -> review(referral, asOfMillis))
                .filter(review -> review != null && review.approved() && review.timeMillis() == timeMillis)
                .filter(review -> {
                    Review before = reviews.get(review.referralId()).before(review.timeMillis(), review.id());
                    return before != null && !before.approved();
                })
                .max(Comparator.comparing(Review::id))
                .orElse(null);
    }

    private static <T> T at(Map<String, Timeline<T>> timelines, String key, long timeMillis) {
        Timeline<T> timeline = timelines.get(key);
        return timeline == null ? null : timeline.at(timeMillis);
    }

    static <T> Timeline<T> of(Map<String, Timeline<T>> timelines, String key) {
        return timelines.computeIfAbsent(key, k -> new Timeline<>());
    }

    /**
     * Keeps one verdict and one review of each referral, for a reward may count it years later; and what became of an order
     * as long as it may still be refunded, or a reward rests on it.
     */
    void forget(long settledMillis, long expiredMillis, Set<String> ordersInUse) {
        verdicts.values().forEach(timeline -> timeline.forgetBefore(settledMillis));
        reviews.values().forEach(timeline -> timeline.forgetBefore(settledMillis));
        orders.entrySet()
                .removeIf(order ->
                        order.getValue().lastMillis() < expiredMillis && !ordersInUse.contains(order.getKey()));
        orders.values().forEach(timeline -> timeline.forgetBefore(settledMillis));
    }

    /** For codecs: the same order of keys for the same contents. */
    static <T> Map<String, Timeline<T>> sorted(Map<String, Timeline<T>> timelines) {
        return new TreeMap<>(timelines);
    }
}
