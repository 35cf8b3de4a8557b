package dev.milepost.simulator;

import dev.milepost.schemas.event.Purchase;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what live traffic sent. Holds the totals, and the outcomes of stories under way. */
final class LiveTally {

    private final PriorityQueue<ExpectedReferral> undecided =
            new PriorityQueue<>(Comparator.comparingLong(ExpectedReferral::decidedMillis));
    private final SortedMap<String, Long> gross = new TreeMap<>();
    private final SortedMap<String, Long> net = new TreeMap<>();
    private long events;
    private long duplicates;
    private long late;
    private long signups;
    private long orders;
    private long refunds;
    private long bound;
    private long refused;

    void expect(ExpectedReferral referral) {
        undecided.add(referral);
    }

    /** @param books the orders of the event's story */
    void sent(SimulatedEvent event, Map<String, OrderBook> books) {
        events++;
        if (event.duplicate()) {
            duplicates++;
            return;
        }
        late += event.receivedAtMillis() - event.eventTimeMillis() >= 1_000 ? 1 : 0;
        if (event.stream().equals(Story.SIGNUPS)) {
            signups++;
        } else if (event.payload() instanceof Purchase purchase) {
            purchase(purchase, books.computeIfAbsent(purchase.getOrderId(), id -> new OrderBook()));
        }
    }

    /** Everything that the outcomes up to this time rest on has been sent. */
    void decided(long nowMillis) {
        while (!undecided.isEmpty() && undecided.peek().decidedMillis() <= nowMillis) {
            ExpectedReferral referral = undecided.poll();
            bound += referral.isBound() ? 1 : 0;
            refused += referral.isRefused() ? 1 : 0;
        }
    }

    int pending() {
        return undecided.size();
    }

    LiveTruth truth() {
        return new LiveTruth(
                events,
                duplicates,
                late,
                signups,
                orders,
                refunds,
                bound,
                refused,
                Collections.unmodifiableSortedMap(new TreeMap<>(gross)),
                Collections.unmodifiableSortedMap(new TreeMap<>(net)));
    }

    private void purchase(Purchase purchase, OrderBook book) {
        long before = book.netMinor();
        book.add(purchase);
        switch (purchase.getKind()) {
            case ORDER, RENEWAL -> {
                orders++;
                gross.merge(purchase.getCurrency(), purchase.getAmountMinor(), Math::addExact);
            }
            case REFUND, CHARGEBACK -> refunds++;
            default -> {}
        }
        net.merge(purchase.getCurrency(), book.netMinor() - before, Math::addExact);
    }
}
