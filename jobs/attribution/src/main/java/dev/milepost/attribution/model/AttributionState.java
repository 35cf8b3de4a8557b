package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Signup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one user.
 *
 * <p>Size: for good, the first signup, sale and order and the binding (about 150 bytes); touches of
 * {@code longest_window}, and of the windows of the orders that are kept (about 40 bytes each, bounded by the daily limit of clicks of
 * each of the user's devices); orders for {@code order_retention} (about 60 bytes each, and each refund; until they are
 * sold all fields of their records), and 8 bytes for each afterwards; signups for the look-back; answers for a day.
 */
public final class AttributionState {

    /**
     * An event that some program counts as qualifying, by its versions as {@code program@version}.
     *
     * @param knownMillis since when it is the user's
     * @param receivedAtMillis of the event
     */
    record Action(String eventId, long timeMillis, List<String> qualifies, long knownMillis, long receivedAtMillis) {}

    /** The user's first signup, or null. */
    Signup first;

    /** The user's first order or renewal event, or null. */
    Moment firstSale;

    /** The user's first order that is kept no longer, or null: no later one is the first. */
    Moment firstOrder;

    /** Signups of the look-back, in order: their credit may still change. */
    List<Signup> signups = new ArrayList<>();

    /** Bindings of signups at or before {@code settledMillis − binding revision} do not change any more. */
    long settledMillis = Long.MIN_VALUE;

    /** The bound referral of the first signup, once it is settled; null where there is none. */
    Binding bound;

    /** The event that qualified {@link #bound}, once it is settled. */
    Moment qualified;

    /** Since when that event is the user's. */
    long qualifiedKnownMillis = Long.MIN_VALUE;

    /** When that event was received. */
    long qualifiedReceivedMillis = Long.MIN_VALUE;

    /** The time of the last answer to a candidate of the first signup, once it is settled; Long.MIN_VALUE where none came. */
    long answeredMillis = Long.MIN_VALUE;

    /** Answers to the candidates of signups that are not settled, by identity. */
    Map<String, Answer> answers = new LinkedHashMap<>();

    /** Touches in the order of (event time, event_id, anonymous_id). */
    List<OwnedClick> touches = new ArrayList<>();

    /** In the fold's order. */
    List<Action> actions = new ArrayList<>();

    /** By order_id. */
    Map<String, Order> orders = new LinkedHashMap<>();

    /** Orders that were sold and are kept no longer. */
    ForgottenOrders forgotten = ForgottenOrders.NONE;

    /** A state that may be changed without changing this one; the elements are immutable. */
    AttributionState copy() {
        AttributionState copy = new AttributionState();
        copy.first = first;
        copy.firstSale = firstSale;
        copy.firstOrder = firstOrder;
        copy.signups = new ArrayList<>(signups);
        copy.settledMillis = settledMillis;
        copy.bound = bound;
        copy.qualified = qualified;
        copy.qualifiedKnownMillis = qualifiedKnownMillis;
        copy.qualifiedReceivedMillis = qualifiedReceivedMillis;
        copy.answeredMillis = answeredMillis;
        copy.answers = new LinkedHashMap<>(answers);
        copy.touches = new ArrayList<>(touches);
        copy.actions = new ArrayList<>(actions);
        copy.orders = new LinkedHashMap<>(orders);
        copy.forgotten = forgotten;
        return copy;
    }
}
