package dev.milepost.milestones.model.order;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.runtime.fold.Model;
import java.util.List;
import java.util.function.Consumer;

/** Finds what has become of a referred user's orders. */
public final class OrderModel implements Model<OrderState, PersonEvent, OrderKey, OrderFact> {

    private static final long serialVersionUID = 1L;

    private final long revisedMillis;
    private final long horizonMillis;

    /**
     * @param revisedMillis how long after a signup evidence may still revise its referral, and how much later a version may be
     * @param horizonMillis how far from its sale, before or after, what takes it back may be
     */
    public OrderModel(long revisedMillis, long horizonMillis) {
        this.revisedMillis = revisedMillis;
        this.horizonMillis = horizonMillis;
    }

    @Override
    public OrderState empty() {
        return new OrderState();
    }

    @Override
    public OrderState copy(OrderState state) {
        return state.copy();
    }

    @Override
    public void apply(OrderState state, PersonEvent event, Consumer<OrderKey> changed) {
        if (event instanceof Bound bound) {
            keys(state, changed);
            state.referral = bound.stands()
                    ? new Referral(
                            bound.program(), bound.signupMillis(), new Moment(bound.timeMillis(), bound.causeId()))
                    : null;
            keys(state, changed);
        } else if (event instanceof PersonEvent.Qualified qualified) {
            keys(state, changed);
            state.qualified = qualified.stands()
                    ? new Qualified(qualified.program(), new Moment(qualified.timeMillis(), qualified.causeId()))
                    : null;
            keys(state, changed);
        } else if (event instanceof Own own) {
            happened(state, own.event(), changed);
        }
    }

    private void happened(OrderState state, SubjectEvent event, Consumer<OrderKey> changed) {
        String orderId = event.text(SubjectEvent.ORDER_ID);
        Purchase purchase = Purchase.of(event);
        if (orderId == null || purchase == null) {
            return;
        }
        Order before = state.orders.getOrDefault(orderId, new Order(orderId, List.of()));
        Order after = event.stands() ? before.with(purchase) : before.without(purchase.identity());
        keys(before, state, changed);
        keys(after, state, changed);
        if (after.isEmpty()) {
            state.orders.remove(orderId);
        } else {
            state.orders.put(orderId, after);
        }
    }

    @Override
    public void keys(OrderState state, Consumer<OrderKey> keys) {
        state.orders.values().forEach(order -> keys(order, state, keys));
    }

    private void keys(Order order, OrderState state, Consumer<OrderKey> keys) {
        order.facts(state.referral, horizonMillis).forEach(fact -> keys.accept(fact.key()));
        order.facts(state.referral, state.qualified, horizonMillis).forEach(fact -> keys.accept(fact.key()));
    }

    @Override
    public OrderFact fact(OrderState state, OrderKey key) {
        if (key.orderId() == null) {
            for (Order order : state.orders.values()) {
                OrderFact found = find(key, order.facts(state.referral, state.qualified, horizonMillis));
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        Order order = state.orders.get(key.orderId());
        return order == null ? null : find(key, order.facts(state.referral, horizonMillis));
    }

    private static OrderFact find(OrderKey key, List<OrderFact> facts) {
        for (OrderFact fact : facts) {
            if (fact.key().equals(key)) {
                return fact;
            }
        }
        return null;
    }

    @Override
    public void expire(OrderState state, long beforeMillis) {
        state.orders.values().removeIf(order -> settled(order, state) <= beforeMillis);
    }

    @Override
    public long nextExpiry(OrderState state) {
        long next = Long.MAX_VALUE;
        for (Order order : state.orders.values()) {
            next = Math.min(next, settled(order, state));
        }
        return next;
    }

    /**
     * When nothing can be told anew of it. Who is not bound by then to an order of theirs never will be; and what counted just
     * before the horizon may come as a version of a later time, which no longer does.
     */
    private long settled(Order order, OrderState state) {
        Purchase sale = order.sale();
        if (sale == null) {
            // The sale may still come.
            return order.lastMillis() + horizonMillis;
        }
        return sale.moment().timeMillis() + revisedMillis + (order.isOf(state.referral) ? horizonMillis : 0);
    }

    @Override
    public boolean isEmpty(OrderState state) {
        return state.isEmpty();
    }
}
