package dev.milepost.oracle;

import dev.milepost.oracle.Users.Referral;
import dev.milepost.oracle.ledger.Given.OrderMoney;
import dev.milepost.testkit.oracle.pattern.Happening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What becomes of a referee's orders since their signup, by each refund, chargeback and cancelled one of them; of the one by
 * which the referral qualified once more, as the referral's.
 */
final class Orders {

    private Orders() {}

    static List<OrderMoney> of(Referral referral, List<Happening> own) {
        Map<String, Happening> sales = new TreeMap<>();
        Map<String, List<Happening>> changes = new HashMap<>();
        for (Happening event : own) {
            String order = event.texts().get("order_id");
            switch (event.name()) {
                case "order", "renewal" -> sales.putIfAbsent(order, event);
                case "refund", "chargeback", "refund_cancelled" ->
                    changes.computeIfAbsent(order, o -> new ArrayList<>()).add(event);
                default -> {}
            }
        }
        // Of one moment the last that is known by it.
        Map<List<Object>, OrderMoney> facts = new LinkedHashMap<>();
        Consumer<OrderMoney> tell = fact -> facts.put(List.of(fact.order(), fact.time(), fact.cause()), fact);
        sales.forEach((order, sale) -> {
            List<Happening> ofOrder = changes.getOrDefault(order, List.of());
            for (int i = 0; i < ofOrder.size() && sale.time() >= referral.signup(); i++) {
                Happening by = ofOrder.get(i);
                boolean early = by.time() < referral.known();
                long time = early ? referral.known() : by.time();
                String cause = early ? referral.cause() : by.id();
                tell.accept(fact(
                        OrderMoney.order(referral.referee(), order), sale, time, cause, ofOrder.subList(0, i + 1)));
                if (referral.qualified() != null && referral.qualified().cause().equals(sale.id())) {
                    long since = referral.qualified().time();
                    // Of two events of one time the greater id is the later.
                    boolean later = since > time || (since == time && sale.id().compareTo(cause) > 0);
                    tell.accept(fact(
                            OrderMoney.qualifying(referral.referee()),
                            sale,
                            Math.max(time, since),
                            later ? sale.id() : cause,
                            ofOrder.subList(0, i + 1)));
                }
            }
        });
        return List.copyOf(facts.values());
    }

    /** Each refund once, none that was cancelled, in order, up to what was paid. */
    private static OrderMoney fact(
            List<String> order, Happening sale, long time, String cause, List<Happening> changes) {
        Set<String> over = new HashSet<>();
        changes.stream()
                .filter(change -> change.name().equals("refund_cancelled"))
                .forEach(change -> over.add(change.texts().get("refund_id")));
        long left = sale.amount();
        long refunded = 0;
        for (Happening change : changes) {
            if (!change.name().equals("refund_cancelled")
                    && over.add(change.texts().get("refund_id"))) {
                long taken = Math.min(left, change.amount());
                left -= taken;
                refunded += change.name().equals("refund") ? taken : 0;
            }
        }
        return new OrderMoney(order, time, cause, sale.amount(), refunded, sale.amount() - left - refunded);
    }
}
