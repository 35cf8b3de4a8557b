package dev.milepost.milestones.model.order;

import dev.milepost.milestones.model.order.Purchase.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One order.
 *
 * @param purchases its sales, and what takes them back, in {@link Purchase#ORDER}
 */
record Order(String orderId, List<Purchase> purchases) {

    Order {
        purchases = List.copyOf(purchases);
    }

    /** In the place of an earlier version of it. */
    Order with(Purchase purchase) {
        List<Purchase> next = new ArrayList<>(without(purchase.identity()).purchases);
        next.add(purchase);
        next.sort(Purchase.ORDER);
        return new Order(orderId, next);
    }

    Order without(String identity) {
        return new Order(
                orderId,
                purchases.stream()
                        .filter(purchase -> !purchase.identity().equals(identity))
                        .toList());
    }

    boolean isEmpty() {
        return purchases.isEmpty();
    }

    /** The sale that counts, or null. */
    Purchase sale() {
        for (Purchase purchase : purchases) {
            if (purchase.kind() == Kind.SALE) {
                return purchase;
            }
        }
        return null;
    }

    long lastMillis() {
        return purchases.get(purchases.size() - 1).moment().timeMillis();
    }

    boolean isOf(Referral referral) {
        Purchase sale = sale();
        return referral != null && sale != null && sale.moment().timeMillis() >= referral.signupMillis();
    }

    /** What has become of it by each moment at which that may have changed, for the ledger of its referral. */
    List<OrderFact> facts(Referral referral, long horizonMillis) {
        return isOf(referral)
                ? facts(orderId, referral, sale().moment().orLater(referral.known()), horizonMillis)
                : List.of();
    }

    /** The same, as of the order by which the referral qualified; none where that was another. */
    List<OrderFact> facts(Referral referral, Qualified qualified, long horizonMillis) {
        boolean qualifies = isOf(referral)
                && qualified != null
                && qualified.isBy(sale())
                && qualified.program().equals(referral.program());
        return qualifies
                ? facts(
                        null,
                        referral,
                        sale().moment().orLater(referral.known()).orLater(qualified.known()),
                        horizonMillis)
                : List.of();
    }

    /** Under that name; what is known at the earliest since that moment. */
    private List<OrderFact> facts(String name, Referral referral, Moment known, long horizonMillis) {
        Purchase sale = sale();
        List<Purchase> changes = new ArrayList<>();
        for (Purchase purchase : purchases) {
            if (purchase.kind() != Kind.SALE && counts(purchase, sale, horizonMillis)) {
                changes.add(purchase);
            }
        }
        List<OrderFact> facts = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Moment moment = changes.get(i).moment().orLater(known);
            boolean last = i == changes.size() - 1
                    || !changes.get(i + 1).moment().orLater(known).equals(moment);
            if (last) {
                facts.add(fact(name, referral, sale, moment, changes.subList(0, i + 1)));
            }
        }
        return facts;
    }

    private static boolean counts(Purchase change, Purchase sale, long horizonMillis) {
        long apart = Math.abs(change.moment().timeMillis() - sale.moment().timeMillis());
        return apart <= horizonMillis
                && (change.kind() == Kind.CANCELLATION || Objects.equals(change.currency(), sale.currency()));
    }

    private static OrderFact fact(
            String name, Referral referral, Purchase sale, Moment moment, List<Purchase> changes) {
        // Those that do not count: they are undone, or counted already.
        Set<String> over = new HashSet<>();
        for (Purchase change : changes) {
            if (change.kind() == Kind.CANCELLATION) {
                over.add(change.refundId());
            }
        }
        long left = sale.amountMinor();
        long refunded = 0;
        long chargedBack = 0;
        for (Purchase change : changes) {
            if (change.kind() == Kind.CANCELLATION || !over.add(change.refundId())) {
                continue;
            }
            long taken = Math.min(left, change.amountMinor());
            left -= taken;
            if (change.kind() == Kind.REFUND) {
                refunded += taken;
            } else {
                chargedBack += taken;
            }
        }
        return new OrderFact(
                new OrderKey(name, moment.timeMillis(), moment.id()),
                referral.program(),
                sale.amountMinor(),
                refunded,
                chargedBack,
                changes.stream().mapToLong(Purchase::knownMillis).reduce(moment.timeMillis(), Math::max));
    }
}
