package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionState.Action;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.runtime.fold.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Bindings, conversions and credits of one user. */
public final class AttributionModel
        implements Model<AttributionState, UserFact, AttributionModel.Key, AttributionFact> {

    private static final long serialVersionUID = 1L;

    private static final Comparator<OwnedClick> BY_CLICK = Comparator.<OwnedClick>comparingLong(
                    owned -> owned.click().timeMillis())
            .thenComparing(OwnedClick::id)
            .thenComparing(OwnedClick::anonymousId);

    private static final Key STEPS = new Key(Key.Kind.STEPS, "");

    private final AttributionRules rules;
    private transient Referral referral;
    private transient CreditSplit credit;

    public AttributionModel(AttributionRules rules) {
        this.rules = rules;
    }

    /**
     * A fact's key.
     *
     * @param id event_id of the signup (BINDINGS, SIGNUP), the order_id (ORDER), or a purchase's identity behind its
     *     order_id (REFUSED)
     */
    public record Key(Kind kind, String id) {

        /** What the fact is about. */
        public enum Kind {
            BINDINGS,
            STEPS,
            SIGNUP,
            ORDER,
            REFUSED
        }
    }

    @Override
    public AttributionState empty() {
        return new AttributionState();
    }

    @Override
    public AttributionState copy(AttributionState state) {
        return state.copy();
    }

    @Override
    public void apply(AttributionState state, UserFact event, Consumer<Key> changed) {
        if (event instanceof Signup signup) {
            state.signups.add(signup);
            if (state.first == null) {
                state.first = signup;
            }
            act(state, signup.eventId(), signup.timeMillis(), signup.qualifies());
            keys(state, changed);
        } else if (event instanceof Answer answer) {
            Binding before = referral().binding(state);
            state.answers.put(answer.identity(), answer);
            if (Objects.equals(before, referral().binding(state))) {
                bindingKeys(state, changed);
            } else {
                keys(state, changed);
            }
        } else if (event instanceof OwnedClick owned) {
            applyClick(state, owned, changed);
        } else if (event instanceof Purchase purchase) {
            applyPurchase(state, purchase, changed);
        }
    }

    private void applyClick(AttributionState state, OwnedClick owned, Consumer<Key> changed) {
        KeptClick click = owned.click();
        if (!click.qualifies().isEmpty()) {
            act(state, click.eventId(), click.timeMillis(), click.qualifies());
            changed.accept(STEPS);
        }
        if (!click.touch()) {
            return;
        }
        state.touches.removeIf(owned::isSameClick);
        int at = state.touches.size();
        while (at > 0 && BY_CLICK.compare(state.touches.get(at - 1), owned) > 0) {
            at--;
        }
        state.touches.add(at, owned);
        for (Signup signup : state.signups) {
            if (isInWindow(click.timeMillis(), signup.timeMillis())) {
                changed.accept(new Key(Key.Kind.SIGNUP, signup.eventId()));
            }
        }
        for (Order order : state.orders.values()) {
            if (order.sale() != null
                    && isInWindow(click.timeMillis(), order.sale().timeMillis())) {
                changed.accept(new Key(Key.Kind.ORDER, order.orderId()));
            }
        }
    }

    private boolean isInWindow(long touchMillis, long conversionMillis) {
        return touchMillis <= conversionMillis
                && conversionMillis - touchMillis <= rules.programs().maxWindowMillis();
    }

    private void applyPurchase(AttributionState state, Purchase purchase, Consumer<Key> changed) {
        Order order = state.orders
                .getOrDefault(purchase.orderId(), new Order(purchase.orderId(), List.of()))
                .with(purchase);
        state.orders.put(order.orderId(), order);
        if (purchase.kind().isSale() && state.firstSale == null) {
            state.firstSale = Moment.of(purchase);
        }
        if (order.refusal(purchase) == null) {
            act(state, purchase.eventId(), purchase.timeMillis(), purchase.qualifies());
        }
        orderKeys(order, changed);
        bindingKeys(state, changed);
    }

    private static void act(AttributionState state, String eventId, long timeMillis, List<String> qualifies) {
        if (!qualifies.isEmpty()) {
            state.actions.add(new Action(eventId, timeMillis, qualifies));
        }
    }

    @Override
    public void keys(AttributionState state, Consumer<Key> keys) {
        bindingKeys(state, keys);
        for (Signup signup : state.signups) {
            keys.accept(new Key(Key.Kind.SIGNUP, signup.eventId()));
        }
        for (Order order : state.orders.values()) {
            orderKeys(order, keys);
        }
    }

    private void bindingKeys(AttributionState state, Consumer<Key> keys) {
        for (Signup signup : state.signups) {
            if (!referral().isSettled(state, signup)) {
                keys.accept(new Key(Key.Kind.BINDINGS, signup.eventId()));
            }
        }
        keys.accept(STEPS);
    }

    private static void orderKeys(Order order, Consumer<Key> keys) {
        keys.accept(new Key(Key.Kind.ORDER, order.orderId()));
        if (order.purchases().size() > 1) {
            for (Purchase purchase : order.purchases()) {
                keys.accept(new Key(Key.Kind.REFUSED, order.orderId() + "/" + purchase.identity()));
            }
        }
    }

    @Override
    public AttributionFact fact(AttributionState state, Key key) {
        return switch (key.kind()) {
            case BINDINGS -> referral().bindings(state, signup(state, key.id()));
            case STEPS -> referral().steps(state);
            case SIGNUP -> signupConversion(state, signup(state, key.id()));
            case ORDER -> orderConversion(state, state.orders.get(key.id()));
            case REFUSED -> refused(state, key.id());
        };
    }

    private static Signup signup(AttributionState state, String eventId) {
        for (Signup signup : state.signups) {
            if (signup.eventId().equals(eventId)) {
                return signup;
            }
        }
        return null;
    }

    private AttributionFact signupConversion(AttributionState state, Signup signup) {
        if (signup == null) {
            return null;
        }
        return credited(
                state,
                new AttributionFact.Conversion(
                        "signup/" + signup.userId() + "/" + signup.eventId(),
                        "signup",
                        "",
                        false,
                        0,
                        0,
                        "",
                        signup.timeMillis()));
    }

    private AttributionFact orderConversion(AttributionState state, Order order) {
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
                        order.netMinor(),
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

    private AttributionFact credited(AttributionState state, AttributionFact.Conversion conversion) {
        Binding binding = referral().binding(state);
        return new AttributionFact.Credited(conversion, credit().credits(conversion, binding, state.touches));
    }

    private static AttributionFact refused(AttributionState state, String key) {
        for (Order order : state.orders.values()) {
            if (key.startsWith(order.orderId() + "/")) {
                for (Purchase purchase : order.purchases()) {
                    if (key.equals(order.orderId() + "/" + purchase.identity())) {
                        return order.refusal(purchase);
                    }
                }
            }
        }
        return null;
    }

    @Override
    public void expire(AttributionState state, long beforeMillis) {
        referral().settle(state, beforeMillis);
        state.signups.removeIf(signup -> signupExpiry(signup) <= beforeMillis);
        for (Order order : List.copyOf(state.orders.values())) {
            if (orderExpiry(order) <= beforeMillis) {
                Purchase sale = order.sale();
                if (sale != null && isFirst(state, sale)) {
                    state.firstOrder = Moment.of(sale);
                }
                state.orders.remove(order.orderId());
            }
        }
        state.touches.removeIf(touch -> touchExpiry(state, touch) <= beforeMillis);
    }

    private long signupExpiry(Signup signup) {
        return signup.timeMillis() + Math.max(rules.lookBackMillis(), rules.bindingRevisionMillis());
    }

    private long orderExpiry(Order order) {
        Purchase last =
                order.sale() == null ? order.purchases().get(order.purchases().size() - 1) : order.sale();
        return last.timeMillis() + Math.max(rules.orderRetentionMillis(), rules.lookBackMillis());
    }

    /** A conversion to come does not reach back to it, and one that is still kept, and may be revised, needs it no more. */
    private long touchExpiry(AttributionState state, OwnedClick touch) {
        long time = touch.click().timeMillis();
        long expiry = time + rules.programs().maxWindowMillis() + 1;
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

    @Override
    public long nextExpiry(AttributionState state) {
        long next = referral().nextSettlement(state);
        for (Signup signup : state.signups) {
            next = Math.min(next, signupExpiry(signup));
        }
        for (Order order : state.orders.values()) {
            next = Math.min(next, orderExpiry(order));
        }
        for (OwnedClick touch : state.touches) {
            next = Math.min(next, touchExpiry(state, touch));
        }
        return next;
    }

    @Override
    public boolean isEmpty(AttributionState state) {
        return state.first == null
                && state.firstSale == null
                && state.answers.isEmpty()
                && state.touches.isEmpty()
                && state.actions.isEmpty()
                && state.orders.isEmpty();
    }

    private Referral referral() {
        if (referral == null) {
            referral = new Referral(rules);
        }
        return referral;
    }

    private CreditSplit credit() {
        if (credit == null) {
            credit = new CreditSplit(rules.programs());
        }
        return credit;
    }
}
