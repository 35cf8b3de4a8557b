package dev.milepost.simulator;

import dev.milepost.schemas.event.Purchase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What one person buys and gives back, by time. */
final class Sales {

    /** An order, or what a refund takes off one; {@code saleMillis} is the order's time. */
    private record Sum(long timeMillis, long saleMillis, String currency, long minor) {}

    private final List<Sum> sums = new ArrayList<>();

    /** Those of the events that are accepted. */
    static Sales of(List<SimulatedEvent> events) {
        Map<String, Purchase> orders = new LinkedHashMap<>();
        Map<String, Map<String, Purchase>> refunds = new LinkedHashMap<>();
        Set<String> cancelled = new LinkedHashSet<>();
        events.stream()
                .filter(event -> !event.duplicate() && !event.isTooLate() && event.payload() instanceof Purchase)
                .sorted(Comparator.comparingLong(SimulatedEvent::eventTimeMillis))
                .map(event -> (Purchase) event.payload())
                .forEach(purchase -> {
                    switch (purchase.getKind()) {
                        case ORDER, RENEWAL -> orders.put(purchase.getOrderId(), purchase);
                        case REFUND, CHARGEBACK ->
                            refunds.computeIfAbsent(purchase.getOrderId(), order -> new LinkedHashMap<>())
                                    .putIfAbsent(purchase.getRefundId(), purchase);
                        default -> cancelled.add(purchase.getRefundId());
                    }
                });
        Sales sales = new Sales();
        orders.forEach((id, order) -> {
            sales.add(order, order, order.getAmountMinor());
            long left = order.getAmountMinor();
            for (Purchase refund : refunds.getOrDefault(id, Map.of()).values()) {
                if (!cancelled.contains(refund.getRefundId())) {
                    long taken = Math.min(left, refund.getAmountMinor());
                    left -= taken;
                    sales.add(refund, order, -taken);
                }
            }
        });
        return sales;
    }

    private void add(Purchase purchase, Purchase order, long minor) {
        sums.add(new Sum(
                purchase.getEventTime().toEpochMilli(),
                order.getEventTime().toEpochMilli(),
                order.getCurrency(),
                minor));
    }

    /** Orders less refunds in (from, to], of orders since a time, in minor units of a currency. */
    long netMinor(long from, long to, long since, String currency) {
        return sums.stream()
                .filter(sum -> sum.timeMillis() > from
                        && sum.timeMillis() <= to
                        && sum.saleMillis() >= since
                        && sum.currency().equals(currency))
                .mapToLong(Sum::minor)
                .sum();
    }

    /** When the first order since a time was. */
    OptionalLong firstSince(long since) {
        return sums.stream()
                .filter(sum -> sum.timeMillis() == sum.saleMillis() && sum.minor() > 0 && sum.saleMillis() >= since)
                .mapToLong(Sum::saleMillis)
                .min();
    }
}
