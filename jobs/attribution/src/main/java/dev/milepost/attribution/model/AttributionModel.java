package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionState.Action;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.runtime.fold.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
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
    private static final Key BOUND = new Key(Key.Kind.BOUND, "");
    private static final Key QUALIFIED = new Key(Key.Kind.QUALIFIED, "");
    private static final Key COURSE = new Key(Key.Kind.COURSE, "");
    private static final Key QUALIFIED_LATER = new Key(Key.Kind.QUALIFIED_LATER, "");
    private static final Key ACQUIRED = new Key(Key.Kind.ACQUIRED, "");

    private final AttributionRules rules;
    private transient Referral referral;
    private transient Conversions conversions;

    public AttributionModel(AttributionRules rules) {
        this.rules = rules;
    }

    /**
     * A fact's key.
     *
     * @param id identity of the signup (BINDINGS, TURNED_AWAY, SIGNUP) or of a purchase (BOUGHT, REFUNDED, REFUSED), or the order_id (ORDER)
     * @param orderId the purchase's order_id; else empty
     */
    public record Key(Kind kind, String id, String orderId) {

        public Key(Kind kind, String id) {
            this(kind, id, "");
        }

        static Key of(Kind kind, Purchase purchase) {
            return new Key(kind, purchase.identity(), purchase.orderId());
        }

        /** What the fact is about. */
        public enum Kind {
            BINDINGS,
            TURNED_AWAY,
            STEPS,
            BOUND,
            QUALIFIED,
            COURSE,
            QUALIFIED_LATER,
            SIGNUP,
            ORDER,
            BOUGHT,
            REFUNDED,
            REFUSED,
            ACQUIRED
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
            act(
                    state,
                    signup.eventId(),
                    signup.timeMillis(),
                    signup.qualifies(),
                    signup.timeMillis(),
                    signup.receivedAtMillis());
            keys(state, changed);
        } else if (event instanceof Answer answer) {
            changed.accept(BOUND);
            changed.accept(QUALIFIED);
            acquiredKey(state, changed);
            courseKeys(state, changed);
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
            act(
                    state,
                    click.eventId(),
                    click.timeMillis(),
                    click.qualifies(),
                    owned.timeMillis(),
                    click.receivedAtMillis());
            changed.accept(STEPS);
            changed.accept(QUALIFIED);
            courseKeys(state, changed);
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
        acquiredKey(state, changed);
        for (Signup signup : state.signups) {
            if (conversions().isInWindow(click.timeMillis(), signup.timeMillis())) {
                changed.accept(new Key(Key.Kind.SIGNUP, signup.identity()));
            }
        }
        for (Order order : state.orders.values()) {
            if (order.sale() != null
                    && conversions().isInWindow(click.timeMillis(), order.sale().timeMillis())) {
                changed.accept(new Key(Key.Kind.ORDER, order.orderId()));
            }
        }
    }

    private void applyPurchase(AttributionState state, Purchase purchase, Consumer<Key> changed) {
        Order kept = state.orders.get(purchase.orderId());
        Order order = (kept == null
                        ? new Order(purchase.orderId(), state.forgotten.contains(purchase.orderId()), List.of())
                        : kept)
                .with(purchase);
        state.orders.put(order.orderId(), order);
        if (purchase.kind().isSale() && state.firstSale == null) {
            state.firstSale = Moment.of(purchase);
        }
        // Of a sale that is final: only earlier events refuse it. A refund acts whether or not it counts.
        if (!purchase.kind().isSale() || conversions().refusal(order, purchase) == null) {
            act(
                    state,
                    purchase.eventId(),
                    purchase.timeMillis(),
                    purchase.qualifies(),
                    purchase.timeMillis(),
                    purchase.receivedAtMillis());
        }
        orderKeys(order, changed);
        bindingKeys(state, changed);
    }

    private static void act(
            AttributionState state,
            String eventId,
            long timeMillis,
            List<String> qualifies,
            long knownMillis,
            long receivedAtMillis) {
        if (!qualifies.isEmpty()) {
            state.actions.add(new Action(eventId, timeMillis, qualifies, knownMillis, receivedAtMillis));
        }
    }

    @Override
    public void keys(AttributionState state, Consumer<Key> keys) {
        bindingKeys(state, keys);
        for (Signup signup : state.signups) {
            keys.accept(new Key(Key.Kind.SIGNUP, signup.identity()));
        }
        for (Order order : state.orders.values()) {
            orderKeys(order, keys);
        }
    }

    private void bindingKeys(AttributionState state, Consumer<Key> keys) {
        for (Signup signup : state.signups) {
            if (!referral().isSettled(state, signup)) {
                keys.accept(new Key(Key.Kind.BINDINGS, signup.identity()));
                keys.accept(new Key(Key.Kind.TURNED_AWAY, signup.identity()));
            }
        }
        keys.accept(STEPS);
        keys.accept(BOUND);
        keys.accept(QUALIFIED);
        acquiredKey(state, keys);
        courseKeys(state, keys);
    }

    /** What was told of a first conversion that is kept no longer stands. */
    private void acquiredKey(AttributionState state, Consumer<Key> keys) {
        if (conversions().isFirstKept(state)) {
            keys.accept(ACQUIRED);
        }
    }

    private void courseKeys(AttributionState state, Consumer<Key> keys) {
        keys.accept(QUALIFIED_LATER);
        if (state.first != null && !referral().isSettled(state, state.first)) {
            keys.accept(COURSE);
        }
    }

    private static void orderKeys(Order order, Consumer<Key> keys) {
        // What was told of a forgotten order stands.
        if (!order.forgotten()) {
            keys.accept(new Key(Key.Kind.ORDER, order.orderId()));
            for (Purchase purchase : order.purchases()) {
                keys.accept(Key.of(Key.Kind.BOUGHT, purchase));
                if (!purchase.kind().isSale()) {
                    keys.accept(Key.of(Key.Kind.REFUNDED, purchase));
                }
            }
        }
        // The only one of an order that is no sale, or none that counts, is refused too.
        if (order.purchases().size() > 1 || order.sale() == null) {
            for (Purchase purchase : order.purchases()) {
                keys.accept(Key.of(Key.Kind.REFUSED, purchase));
            }
        }
    }

    @Override
    public AttributionFact fact(AttributionState state, Key key) {
        return switch (key.kind()) {
            case BINDINGS -> referral().bindings(state, signup(state, key.id()));
            case TURNED_AWAY -> referral().refused(state, signup(state, key.id()));
            case STEPS -> referral().steps(state);
            case BOUND -> referral().bound(state);
            case QUALIFIED -> referral().qualified(state);
            case COURSE -> referral().course(state);
            case QUALIFIED_LATER -> referral().qualifiedLater(state);
            case SIGNUP -> conversions().ofSignup(state, signup(state, key.id()));
            case ORDER -> conversions().ofOrder(state, state.orders.get(key.id()));
            case BOUGHT -> ofPurchase(state, key, conversions()::bought);
            case REFUNDED -> ofPurchase(state, key, conversions()::refunded);
            case ACQUIRED -> conversions().acquired(state);
            case REFUSED -> ofPurchase(state, key, conversions()::refusal);
        };
    }

    private static Signup signup(AttributionState state, String identity) {
        for (Signup signup : state.signups) {
            if (signup.identity().equals(identity)) {
                return signup;
            }
        }
        return null;
    }

    private static AttributionFact ofPurchase(
            AttributionState state, Key key, BiFunction<Order, Purchase, AttributionFact> fact) {
        Order order = state.orders.get(key.orderId());
        if (order != null) {
            for (Purchase purchase : order.purchases()) {
                if (purchase.identity().equals(key.id())) {
                    return fact.apply(order, purchase);
                }
            }
        }
        return null;
    }

    @Override
    public void expire(AttributionState state, long beforeMillis) {
        referral().settle(state, beforeMillis);
        conversions().expire(state, beforeMillis);
    }

    @Override
    public long nextExpiry(AttributionState state) {
        return Math.min(referral().nextSettlement(state), conversions().nextExpiry(state));
    }

    @Override
    public boolean isEmpty(AttributionState state) {
        return state.first == null
                && state.firstSale == null
                && state.answers.isEmpty()
                && state.touches.isEmpty()
                && state.actions.isEmpty()
                && state.orders.isEmpty()
                && state.forgotten.isEmpty();
    }

    private Referral referral() {
        if (referral == null) {
            referral = new Referral(rules);
        }
        return referral;
    }

    private Conversions conversions() {
        if (conversions == null) {
            conversions = new Conversions(rules, referral());
        }
        return conversions;
    }
}
