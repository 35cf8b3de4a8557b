package dev.milepost.milestones.model.order;

import java.util.Map;
import java.util.TreeMap;

/** What is remembered of one user's orders. Mutable; the elements are not. */
public final class OrderState {

    /** Null where none stands. */
    Referral referral;

    /** Null where the referral has not qualified. */
    Qualified qualified;

    /** By order_id. None is empty. */
    final Map<String, Order> orders = new TreeMap<>();

    OrderState copy() {
        OrderState copy = new OrderState();
        copy.referral = referral;
        copy.qualified = qualified;
        copy.orders.putAll(orders);
        return copy;
    }

    boolean isEmpty() {
        return referral == null && qualified == null && orders.isEmpty();
    }
}
