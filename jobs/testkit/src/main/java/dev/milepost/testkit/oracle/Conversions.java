package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.ConversionRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One conversion per signup and per order, net of the refunds that stand. */
final class Conversions {

    /** How far from its sale an event concerns an order. */
    private static final Duration RETENTION = Duration.ofDays(400);

    private final List<Conversion> all = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final Set<Purchase> refusedSales = new HashSet<>();

    /** A signup or an order that credit is given for; a signup has amount 0 and no currency. */
    record Conversion(
            String id,
            String userId,
            String kind,
            String orderId,
            boolean first,
            long net,
            long gross,
            String currency,
            Stamp at) {}

    private record Order(String userId, String orderId) {}

    Conversions(AcceptedLog log) {
        for (Signup signup : log.signups()) {
            String id = "signup/" + signup.getUserId() + "/" + stamp(signup).name();
            all.add(new Conversion(id, signup.getUserId(), "signup", "", false, 0, 0, "", stamp(signup)));
        }
        Map<Order, List<Purchase>> orders = log.purchases().stream()
                .collect(Collectors.groupingBy(
                        purchase -> new Order(purchase.getUserId(), purchase.getOrderId()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Map<String, Conversion> firsts = new HashMap<>();
        orders.values().forEach(events -> addOrder(events, firsts));
        Set<Conversion> isFirst = new HashSet<>(firsts.values());
        all.replaceAll(conversion -> isFirst.contains(conversion) ? asFirst(conversion) : conversion);
    }

    /** Adds what the events of one order, earliest first, amount to. */
    private void addOrder(List<Purchase> events, Map<String, Conversion> firsts) {
        Optional<Purchase> first = events.stream().filter(Bindings::isSale).findFirst();
        if (first.isEmpty()) {
            events.forEach(refund -> refuse("order_unknown", refund));
            return;
        }
        Purchase sale = first.orElseThrow();
        List<Purchase> inTime = new ArrayList<>();
        for (Purchase event : events) {
            if (event.getEventTime().isBefore(sale.getEventTime().minus(RETENTION))) {
                refuse("order_unknown", event);
            } else if (event.getEventTime().isAfter(sale.getEventTime().plus(RETENTION))) {
                refuse("order_expired", event);
            } else if (Bindings.isSale(event) && !event.equals(sale)) {
                refuse("duplicate_order", event);
            } else {
                inTime.add(event);
            }
        }
        Conversion conversion = new Conversion(
                "order/" + sale.getUserId() + "/" + sale.getOrderId(),
                sale.getUserId(),
                sale.getKind().name().toLowerCase(Locale.ROOT),
                sale.getOrderId(),
                false,
                Math.max(0, Math.subtractExact(sale.getAmountMinor(), refunded(sale, inTime))),
                sale.getAmountMinor(),
                sale.getCurrency(),
                stamp(sale));
        all.add(conversion);
        if (sale.getKind() == PurchaseKind.ORDER) {
            firsts.merge(sale.getUserId(), conversion, (one, other) -> one.at().earlierThan(other.at()) ? one : other);
        }
    }

    private long refunded(Purchase sale, List<Purchase> events) {
        Map<String, Long> standing = new LinkedHashMap<>();
        for (Purchase event : events) {
            boolean refund = event.getKind() == PurchaseKind.REFUND || event.getKind() == PurchaseKind.CHARGEBACK;
            if (refund && !event.getCurrency().equals(sale.getCurrency())) {
                refuse("currency_mismatch", event);
            } else if (refund) {
                standing.putIfAbsent(refundId(event), event.getAmountMinor());
            }
        }
        events.stream()
                .filter(event -> event.getKind() == PurchaseKind.REFUND_CANCELLED)
                .forEach(event -> standing.remove(refundId(event)));
        return standing.values().stream().reduce(0L, Math::addExact);
    }

    static String refundId(Purchase event) {
        return Texts.present(event.getRefundId()) ? event.getRefundId() : event.getEventId();
    }

    private void refuse(String reason, Purchase event) {
        if (Bindings.isSale(event)) {
            refusedSales.add(event);
        }
        deadLetters.add(
                new DeadLetter(reason, "purchases", event.getUserId(), event.getEventId(), event.getEventTime()));
    }

    private static Conversion asFirst(Conversion c) {
        return new Conversion(
                c.id(), c.userId(), c.kind(), c.orderId(), true, c.net(), c.gross(), c.currency(), c.at());
    }

    List<Conversion> all() {
        return all;
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** The sales that made no order: another event of the same order_id is earlier. */
    Set<Purchase> refusedSales() {
        return refusedSales;
    }

    List<ConversionRow> rows() {
        return all.stream()
                .map(c -> new ConversionRow(
                        c.userId(),
                        c.id(),
                        c.kind(),
                        c.orderId(),
                        c.first(),
                        c.net(),
                        c.gross(),
                        c.currency(),
                        c.at().time()))
                .toList();
    }
}
