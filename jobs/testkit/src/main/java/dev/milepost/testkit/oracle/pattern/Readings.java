package dev.milepost.testkit.oracle.pattern;

import dev.milepost.testkit.oracle.pattern.Spec.Where;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one event says, in the light of all others: whether a pattern means it, and which numbers it carries. */
final class Readings {

    private static final Set<String> PURCHASES = Set.of("order", "renewal", "refund", "chargeback", "refund_cancelled");

    private final List<Happening> events;
    private final String currency;
    private final long refundHorizon;
    private final long end;

    Readings(List<Happening> events, String currency, long refundHorizon, long end) {
        this.events = events;
        this.currency = currency;
        this.refundHorizon = refundHorizon;
        this.end = end;
    }

    boolean matches(Spec.Event spec, Happening event) {
        return event.time() < end
                && spec.names().contains(event.name())
                && spec.where().stream().allMatch(where -> holds(where, event));
    }

    private boolean holds(Where where, Happening event) {
        if (where.field().equals("amount") || where.field().equals("value")) {
            boolean money = where.field().equals("amount");
            Long number = money ? event.amount() : event.value();
            if (number == null || (money && !currency.equals(event.currency()))) {
                return false;
            }
            return switch (where.test()) {
                case EQUAL -> number == where.number();
                case NOT_EQUAL -> number != where.number();
                default -> number >= where.number();
            };
        }
        String text = event.texts().get(where.field());
        String other =
                where.test() == Spec.Test.DIFFERS_FROM_FIELD ? event.texts().get(where.text()) : where.text();
        return text != null && other != null && (where.test() == Spec.Test.EQUAL) == text.equals(other);
    }

    /** What an event adds to a sum; null: nothing. */
    Long number(Spec.Sum sum, Happening event) {
        if (sum.field().equals("amount")) {
            boolean counted = event.amount() != null && currency.equals(event.currency());
            return !counted ? null : isOrder(event) ? (Long) net(event) : event.amount();
        }
        return sum.field().equals("value")
                ? event.value()
                : millionths(event.texts().get(sum.field()));
    }

    private static Long millionths(String text) {
        return text == null
                ? null
                : (Long) new BigDecimal(text)
                        .setScale(6, RoundingMode.DOWN)
                        .unscaledValue()
                        .longValueExact();
    }

    private static boolean isOrder(Happening event) {
        return event.name().equals("order") || event.name().equals("renewal");
    }

    /** Gross less the refunds that stand, each once. */
    private long net(Happening order) {
        String orderId = order.texts().get("order_id");
        Map<String, Long> refunds = new HashMap<>();
        Set<String> cancelled = new HashSet<>();
        for (Happening event : events) {
            if (orderId == null
                    || !orderId.equals(event.texts().get("order_id"))
                    || Math.abs(event.time() - order.time()) > refundHorizon) {
                continue;
            }
            switch (event.name()) {
                case "refund", "chargeback" -> refunds.putIfAbsent(event.texts().get("refund_id"), event.amount());
                case "refund_cancelled" -> cancelled.add(event.texts().get("refund_id"));
                default -> {}
            }
        }
        refunds.keySet().removeAll(cancelled);
        long back = refunds.values().stream().mapToLong(amount -> amount).sum();
        return Math.max(0, order.amount() - back);
    }

    /** What an event says of a level; null: nothing. */
    Long reading(Happening event, String field) {
        boolean money = field.equals("mrr") || field.equals("arr");
        if (event.time() >= end) {
            return null;
        }
        if (money) {
            boolean undone = isOrder(event) && event.amount() != null && event.amount() > 0 && net(event) == 0;
            if (undone || !PURCHASES.contains(event.name()) || event.mrr() == null) {
                return null;
            }
            return !currency.equals(event.currency())
                    ? null
                    : field.equals("mrr") ? event.mrr() : (Long) (event.mrr() * 12);
        }
        if (event.name().equals("user_attributes")) {
            return millionths(event.texts().get(field));
        }
        return event.name().equals(field) ? event.value() : null;
    }
}
