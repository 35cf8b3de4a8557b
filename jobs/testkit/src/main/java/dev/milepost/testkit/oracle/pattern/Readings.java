package dev.milepost.testkit.oracle.pattern;

import dev.milepost.testkit.oracle.pattern.Spec.Where;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one event says, in the light of all others: whether a pattern means it, and which numbers it carries. */
final class Readings {

    private static final Set<String> NUMBERS = Set.of("amount", "mrr", "arr", "value");
    private static final Set<String> WHOLE = Set.of("amount", "mrr", "arr", "count");
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

    /** In units: money is kept in minor ones, and counts are whole; all else is kept in millionths. */
    static BigDecimal whole(String field, BigInteger kept) {
        return new BigDecimal(kept, WHOLE.contains(field) ? 0 : 6);
    }

    boolean matches(Spec.Event spec, Happening event) {
        return event.time() < end
                && spec.names().contains(event.name())
                && spec.where().stream().allMatch(where -> holds(where, event));
    }

    private boolean holds(Where where, Happening event) {
        if (NUMBERS.contains(where.field())) {
            Long number = number(where.field(), event);
            return number != null
                    && where.numbers().stream().anyMatch(other -> compares(where.test(), Long.compare(number, other)));
        }
        String text = event.texts().get(where.field());
        if (text == null) {
            return false;
        }
        return switch (where.test()) {
            case EQUAL -> where.texts().stream().anyMatch(other -> isSame(text, other));
            case NOT_EQUAL -> where.texts().stream().noneMatch(other -> isSame(text, other));
            case DIFFERS_FROM_FIELD -> {
                String other = event.texts().get(where.texts().get(0));
                yield other != null && !text.equals(other);
            }
            default -> {
                BigDecimal number = decimal(text);
                yield number != null
                        && compares(
                                where.test(),
                                number.compareTo(decimal(where.texts().get(0))));
            }
        };
    }

    /** Money of the program's currency alone. */
    private Long number(String field, Happening event) {
        if (field.equals("value")) {
            return event.value();
        }
        if (!currency.equals(event.currency())) {
            return null;
        }
        if (field.equals("amount")) {
            return event.amount();
        }
        return event.mrr() == null ? null : field.equals("mrr") ? event.mrr() : (Long) (event.mrr() * 12);
    }

    private static boolean compares(Spec.Test test, int comparison) {
        return switch (test) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL, DIFFERS_FROM_FIELD -> comparison != 0;
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
            case MORE_THAN -> comparison > 0;
            case LESS_THAN -> comparison < 0;
        };
    }

    /** The same text, or the same number. */
    private static boolean isSame(String text, String other) {
        BigDecimal one = decimal(text);
        BigDecimal two = decimal(other);
        return text.equals(other) || (one != null && two != null && one.compareTo(two) == 0);
    }

    private static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
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
        return Set.of("order", "renewal").contains(plain(event));
    }

    /** An advocate sees orders of referees, and what takes them back, under names of their own. */
    private static String plain(Happening event) {
        return event.name().startsWith("referral.") ? event.name().substring("referral.".length()) : event.name();
    }

    /** Whose it is: a referee's, or null, the subject's own. */
    static String whose(Happening event) {
        return event.texts().get("referee_id");
    }

    /** Gross less the refunds that stand, each once: those that its user has of that order. */
    private long net(Happening order) {
        String orderId = order.texts().get("order_id");
        Map<String, Long> refunds = new HashMap<>();
        Set<String> cancelled = new HashSet<>();
        for (Happening event : events) {
            if (orderId == null
                    || !orderId.equals(event.texts().get("order_id"))
                    || !Objects.equals(whose(order), whose(event))
                    || Math.abs(event.time() - order.time()) > refundHorizon) {
                continue;
            }
            switch (plain(event)) {
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
