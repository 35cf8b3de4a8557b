package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.attribution.model.UserFact.Signup;
import java.util.List;

/** The conversions of one user with their credit, and how long they and the touches before them are kept. */
final class Conversions {

    private final AttributionRules rules;
    private final Referral referral;
    private final CreditSplit credit;

    Conversions(AttributionRules rules, Referral referral) {
        this.rules = rules;
        this.referral = referral;
        this.credit = new CreditSplit(rules.programs());
    }

    /** The conversion of a signup that is kept; null where there is none. */
    AttributionFact.Credited ofSignup(AttributionState state, Signup signup) {
        if (signup == null) {
            return null;
        }
        return credited(
                state,
                new AttributionFact.Conversion(
                        "signup/" + signup.userId() + "/" + Moment.name(signup.eventId(), signup.timeMillis()),
                        "signup",
                        "",
                        false,
                        0,
                        0,
                        "",
                        signup.timeMillis()));
    }

    /** The conversion of an order that has a sale; else null. */
    AttributionFact.Credited ofOrder(AttributionState state, Order order) {
        Purchase sale = order == null ? null : order.sale();
        if (sale == null) {
            return null;
        }
        return credited(
                state,
                new AttributionFact.Conversion(
                        "order/" + sale.userId() + "/" + sale.orderId(),
                        sale.kind() == PurchaseKind.ORDER ? "order" : "renewal",
                        sale.orderId(),
                        isFirst(state, sale),
                        order.netMinor(rules.orderRetentionMillis()),
                        sale.amountMinor(),
                        sale.currency(),
                        sale.timeMillis()));
    }

    private static boolean isFirst(AttributionState state, Purchase sale) {
        if (sale.kind() != PurchaseKind.ORDER || state.firstOrder != null) {
            return false;
        }
        for (Order order : state.orders.values()) {
            Purchase other = order.sale();
            if (other != null
                    && other.kind() == PurchaseKind.ORDER
                    && Moment.of(other).isBefore(Moment.of(sale))) {
                return false;
            }
        }
        return true;
    }

    private AttributionFact.Credited credited(AttributionState state, AttributionFact.Conversion conversion) {
        Binding binding = referral.binding(state);
        return new AttributionFact.Credited(conversion, credit.credits(conversion, binding, state.touches));
    }

    /** Why a purchase of that order counts for nothing, or null where it counts. */
    AttributionFact.Refused refusal(Order order, Purchase purchase) {
        return order.refusal(purchase, rules.orderRetentionMillis());
    }

    /** A purchase of that order that counts; null where it does not. */
    AttributionFact.Bought bought(Order order, Purchase purchase) {
        return order.forgotten() || refusal(order, purchase) != null
                ? null
                : new AttributionFact.Bought(
                        purchase, Math.max(purchase.timeMillis(), order.sale().timeMillis()));
    }

    /** What a purchase of that order takes off it; null where it is no refund that counts. */
    AttributionFact.Refunded refunded(Order order, Purchase purchase) {
        if (order.sale() == null) {
            return null;
        }
        Long counted = order.refunds(rules.orderRetentionMillis()).get(purchase);
        return counted == null
                ? null
                : new AttributionFact.Refunded(
                        purchase, order.sale().timeMillis(), counted, order.refundKnownMillis(purchase));
    }

    /** How the user came to their first conversion; null where there is none, or it is kept no longer. */
    AttributionFact.Acquired acquired(AttributionState state) {
        AttributionFact.Credited first = first(state);
        if (first == null) {
            return null;
        }
        long conversion = first.conversion().timeMillis();
        long known = Math.max(conversion, referral.answeredMillis(state));
        String channel = null;
        for (AttributionFact.Credit share : first.credits()) {
            if (share.touch() != null && share.weights().first() > 0) {
                channel = share.touch().click().channel();
                known = Math.max(known, share.touch().timeMillis());
            }
        }
        return new AttributionFact.Acquired(conversion, channel, known);
    }

    /** Whether the user's first conversion is kept. */
    boolean isFirstKept(AttributionState state) {
        return isSignupFirst(state) ? state.signups.contains(state.first) : firstSold(state) != null;
    }

    private AttributionFact.Credited first(AttributionState state) {
        if (!isFirstKept(state)) {
            return null;
        }
        return isSignupFirst(state) ? ofSignup(state, state.first) : ofOrder(state, firstSold(state));
    }

    private static boolean isSignupFirst(AttributionState state) {
        return state.first != null
                && (state.firstSale == null || Moment.of(state.first).isBefore(state.firstSale));
    }

    /** The order of the user's first sale; null where there is none, or it is kept no longer. */
    private static Order firstSold(AttributionState state) {
        for (Order order : state.orders.values()) {
            Purchase sale = order.sale();
            if (sale != null && Moment.of(sale).equals(state.firstSale)) {
                return order;
            }
        }
        return null;
    }

    /** Some program's window may hold the touch. */
    boolean isInWindow(long touchMillis, long conversionMillis) {
        return touchMillis <= conversionMillis
                && conversionMillis - touchMillis <= rules.programs().current().maxWindowMillis(conversionMillis);
    }

    /**
     * Event time is past {@code beforeMillis} for good: forgets conversions that nothing revises any more, and their paths;
     * and of orders what only their dead letters say.
     */
    void expire(AttributionState state, long beforeMillis) {
        state.signups.removeIf(signup -> signupExpiry(signup) <= beforeMillis);
        for (Order order : List.copyOf(state.orders.values())) {
            if (orderExpiry(order) <= beforeMillis) {
                Purchase sale = order.sale();
                if (sale != null && isFirst(state, sale)) {
                    state.firstOrder = Moment.of(sale);
                }
                if (sale != null) {
                    state.forgotten = state.forgotten.with(order.orderId());
                }
                state.orders.remove(order.orderId());
            } else if (!order.isSettled()) {
                state.orders.put(order.orderId(), order.settled());
            }
        }
        state.touches.removeIf(touch -> touchExpiry(state, touch) <= beforeMillis);
    }

    private long signupExpiry(Signup signup) {
        return signup.timeMillis() + Math.max(rules.lookBackMillis(), rules.bindingRevisionMillis());
    }

    /** Of what came too late it is enough that it was told; a refund waits for its sale as long as it would count. */
    private long orderExpiry(Order order) {
        if (order.forgotten()) {
            return order.last().timeMillis();
        }
        return order.sale() == null
                ? order.last().timeMillis() + rules.orderRetentionMillis()
                : order.sale().timeMillis() + Math.max(rules.orderRetentionMillis(), rules.lookBackMillis());
    }

    /** A conversion to come does not reach back to it, and one that is still kept, and may be revised, needs it no more. */
    private long touchExpiry(AttributionState state, OwnedClick touch) {
        long time = touch.click().timeMillis();
        long expiry = time + rules.longestWindowMillis() + 1;
        for (Signup signup : state.signups) {
            if (isInWindow(time, signup.timeMillis())) {
                expiry = Math.max(expiry, signupExpiry(signup));
            }
        }
        for (Order order : state.orders.values()) {
            if (order.sale() != null && isInWindow(time, order.sale().timeMillis())) {
                expiry = Math.max(expiry, orderExpiry(order));
            }
        }
        return expiry;
    }

    long nextExpiry(AttributionState state) {
        long next = Long.MAX_VALUE;
        for (Signup signup : state.signups) {
            next = Math.min(next, signupExpiry(signup));
        }
        for (Order order : state.orders.values()) {
            next = Math.min(
                    next, order.isSettled() ? orderExpiry(order) : order.last().timeMillis());
        }
        for (OwnedClick touch : state.touches) {
            next = Math.min(next, touchExpiry(state, touch));
        }
        return next;
    }
}
