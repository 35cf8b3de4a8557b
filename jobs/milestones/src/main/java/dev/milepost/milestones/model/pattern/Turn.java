package dev.milepost.milestones.model.pattern;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One event or timer on its way through the tree: how a node tells the one above it that it completed. */
final class Turn {

    private final Orders orders;
    private final Set<String> texts;
    private final boolean keepsReached;
    private Completion completed;

    /**
     * Begins one.
     *
     * @param texts the fields of a cause that are kept
     * @param keepsReached whether what the pattern's number has come to is kept
     */
    Turn(Orders orders, Set<String> texts, boolean keepsReached) {
        this.orders = orders;
        this.texts = texts;
        this.keepsReached = keepsReached;
    }

    /** What is left of orders. */
    Orders orders() {
        return orders;
    }

    /**
     * A completion by that event.
     *
     * @param reached what the number has come to by it; null where there is none
     */
    Completion by(SubjectEvent event, List<String> referrals, Supplier<Reached> reached) {
        Map<String, String> kept = new HashMap<>();
        for (String field : texts) {
            String text = event.text(field);
            if (text != null) {
                kept.put(field, text);
            }
        }
        Cause cause = new Cause(
                event.id(),
                event.knownMillis(),
                event.text(SubjectEvent.REFEREE_ID),
                // Of a click it would be a property that says so.
                event.currency() == null ? null : event.text(SubjectEvent.ORDER_ID),
                event.currency(),
                event.amountMinor(),
                event.mrrMinor(),
                kept);
        return new Completion(event.timeMillis(), false, cause, referrals, keepsReached ? reached.get() : null);
    }

    /** The node that was called last ends with this; null: it did not complete. */
    void end(Completion completion) {
        completed = completion;
    }

    /** Of the node that was called last. */
    Completion completed() {
        return completed;
    }
}
