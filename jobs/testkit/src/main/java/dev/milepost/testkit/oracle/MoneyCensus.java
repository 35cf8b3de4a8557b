package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The part of the {@link Census} about orders, and the ways in which money goes back. */
final class MoneyCensus {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration RETENTION = Duration.ofDays(400);

    private final List<Purchase> purchases;
    private final Answer answer;
    private final Map<String, Long> counts;

    MoneyCensus(List<Purchase> purchases, Answer answer, Map<String, Long> counts) {
        this.purchases = purchases;
        this.answer = answer;
        this.counts = counts;
    }

    private void count(String name, Stream<?> found) {
        counts.put(name, found.count());
    }

    void count() {
        count(
                "refunded in part",
                answer.conversions().stream()
                        .filter(row -> row.getAmountMinor() > 0 && row.getAmountMinor() < row.getGrossMinor()));
        count(
                "refunded in full",
                answer.conversions().stream().filter(row -> row.getAmountMinor() == 0 && row.getGrossMinor() > 0));
        count(
                "orders of no or one cent",
                answer.conversions().stream()
                        .filter(row -> !row.getKind().equals("signup") && row.getGrossMinor() <= 1));
        Map<String, List<Purchase>> orders =
                purchases.stream().collect(Collectors.groupingBy(p -> p.getUserId() + "/" + p.getOrderId()));
        count(
                "order_ids of two users",
                purchases.stream()
                        .collect(Collectors.groupingBy(
                                Purchase::getOrderId, Collectors.mapping(Purchase::getUserId, Collectors.toSet())))
                        .values()
                        .stream()
                        .filter(users -> users.size() > 1));
        count(
                "orders with several refunds",
                orders(
                        orders,
                        all -> refunds(all)
                                        .map(Purchase::getRefundId)
                                        .distinct()
                                        .count()
                                > 1));
        count(
                "refund_ids told twice",
                orders(orders, all -> Census.repeated(refunds(all).map(r -> "" + r.getRefundId())) > 0));
        count("charged back", purchases.stream().filter(p -> p.getKind() == PurchaseKind.CHARGEBACK));
        count("renewals", purchases.stream().filter(p -> p.getKind() == PurchaseKind.RENEWAL));
        count("cancelled after the refund", orders(orders, all -> cancelled(all, 1)));
        count("cancelled before the refund", orders(orders, all -> cancelled(all, -1)));
        count(
                "refunds before their order",
                orders(
                        orders,
                        all -> refunds(all)
                                .anyMatch(refund -> all.stream()
                                        .anyMatch(sale -> sale.getKind() == PurchaseKind.ORDER
                                                && refund.getEventTime().isBefore(sale.getEventTime())))));
        count(
                "refunds without an order",
                orders(
                        orders,
                        all -> all.stream().noneMatch(p -> p.getKind() == PurchaseKind.ORDER)
                                && refunds(all).findAny().isPresent()));
        Stream.of(RETENTION.negated().minus(MILLI), RETENTION.negated(), RETENTION, RETENTION.plus(MILLI))
                .forEach(edge ->
                        count("purchases " + edge + " after their sale", orders(orders, all -> apart(all, edge))));
        count(
                "orders more than 30 d apart",
                purchases.stream()
                        .filter(p -> p.getKind() == PurchaseKind.ORDER)
                        .collect(Collectors.groupingBy(Purchase::getUserId))
                        .values()
                        .stream()
                        .filter(all -> span(all).compareTo(Duration.ofDays(30)) > 0));
    }

    /** Some event of the order is that long after its first sale. */
    private static boolean apart(List<Purchase> all, Duration length) {
        return all.stream()
                .filter(p -> p.getKind() == PurchaseKind.ORDER)
                .map(Purchase::getEventTime)
                .min(Instant::compareTo)
                .filter(sale -> all.stream().anyMatch(p -> p.getEventTime().equals(sale.plus(length))))
                .isPresent();
    }

    private static Stream<List<Purchase>> orders(
            Map<String, List<Purchase>> orders, Predicate<List<Purchase>> condition) {
        return orders.values().stream().filter(condition);
    }

    private static Stream<Purchase> refunds(List<Purchase> all) {
        return all.stream().filter(p -> p.getKind() == PurchaseKind.REFUND || p.getKind() == PurchaseKind.CHARGEBACK);
    }

    private static boolean cancelled(List<Purchase> all, int sign) {
        return all.stream()
                .filter(p -> p.getKind() == PurchaseKind.REFUND_CANCELLED)
                .anyMatch(cancel -> refunds(all)
                        .filter(refund -> cancel.getRefundId().equals(refund.getRefundId()))
                        .anyMatch(refund ->
                                Integer.signum(cancel.getEventTime().compareTo(refund.getEventTime())) == sign));
    }

    private static Duration span(List<Purchase> all) {
        LongStream times = all.stream().mapToLong(p -> p.getEventTime().toEpochMilli());
        var range = times.summaryStatistics();
        return Duration.ofMillis(range.getMax() - range.getMin());
    }
}
