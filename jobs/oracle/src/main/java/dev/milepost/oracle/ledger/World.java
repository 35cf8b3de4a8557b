package dev.milepost.oracle.ledger;

import static java.util.stream.Collectors.groupingBy;

import dev.milepost.oracle.ledger.Given.OrderMoney;
import dev.milepost.oracle.ledger.Given.Payout;
import dev.milepost.oracle.ledger.Given.Review;
import dev.milepost.oracle.ledger.Given.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What others say of referrals, orders and rewards of one program. */
public final class World {

    private final Map<List<String>, List<OrderMoney>> orders;
    private final Map<String, List<Verdict>> verdicts;
    private final Map<String, List<Review>> reviews;
    private final Map<Long, List<Payout>> payouts;

    public World(List<OrderMoney> orders, List<Verdict> verdicts, List<Review> reviews, List<Payout> payouts) {
        this.orders = orders.stream().collect(groupingBy(OrderMoney::order));
        this.verdicts = verdicts.stream().collect(groupingBy(Verdict::referral));
        this.reviews = reviews.stream().collect(groupingBy(Review::referral));
        this.payouts = payouts.stream().collect(groupingBy(Payout::time));
    }

    /** The latest by a time; null: none. */
    OrderMoney order(List<String> order, long time) {
        return orders.getOrDefault(order, List.of()).stream()
                .filter(each -> each.time() <= time)
                .max(Comparator.comparingLong(OrderMoney::time).thenComparing(OrderMoney::cause))
                .orElse(null);
    }

    /** As it was before that event; null: nothing had been taken back. */
    OrderMoney before(OrderMoney event) {
        Comparator<OrderMoney> inTime =
                Comparator.comparingLong(OrderMoney::time).thenComparing(OrderMoney::cause);
        return orders.get(event.order()).stream()
                .filter(each -> inTime.compare(each, event) < 0)
                .max(inTime)
                .orElse(null);
    }

    Verdict verdict(String referral, long time) {
        return verdicts.getOrDefault(referral, List.of()).stream()
                .filter(each -> each.time() <= time)
                .max(Comparator.comparingLong(Verdict::time).thenComparing(Verdict::id))
                .orElse(null);
    }

    Review review(String referral, long time) {
        return reviews.getOrDefault(referral, List.of()).stream()
                .filter(each -> each.time() <= time)
                .max(Comparator.comparingLong(Review::time).thenComparing(Review::id))
                .orElse(null);
    }

    /** The approval of that time of one of them that was rejected just before; null: none. */
    Review approval(List<String> referrals, long time) {
        Comparator<Review> inTime = Comparator.comparingLong(Review::time).thenComparing(Review::id);
        Review approval = null;
        for (String referral : referrals) {
            List<Review> known = reviews.getOrDefault(referral, List.of()).stream()
                    .filter(each -> each.time() <= time)
                    .sorted(inTime)
                    .toList();
            Review last = known.isEmpty() ? null : known.get(known.size() - 1);
            if (last != null
                    && last.approved()
                    && last.time() == time
                    && known.size() > 1
                    && !known.get(known.size() - 2).approved()
                    && (approval == null || last.id().compareTo(approval.id()) > 0)) {
                approval = last;
            }
        }
        return approval;
    }

    boolean isRejected(List<String> referrals, long time) {
        return referrals.stream()
                .map(referral -> review(referral, time))
                .anyMatch(review -> review != null && !review.approved());
    }

    List<Payout> payoutsAt(long time) {
        return payouts.getOrDefault(time, List.of()).stream()
                .sorted(Comparator.comparing(Payout::id).thenComparing(Payout::reward))
                .toList();
    }

    /** All at which something is said. */
    Set<Long> moments() {
        TreeSet<Long> moments = new TreeSet<>(payouts.keySet());
        orders.values().forEach(all -> all.forEach(each -> moments.add(each.time())));
        verdicts.values().forEach(all -> all.forEach(each -> moments.add(each.time())));
        reviews.values().forEach(all -> all.forEach(each -> moments.add(each.time())));
        return moments;
    }
}
