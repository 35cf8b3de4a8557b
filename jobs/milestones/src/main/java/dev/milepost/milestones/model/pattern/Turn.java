package dev.milepost.milestones.model.pattern;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event or timer on its way through the tree: how a node tells the one above it that it completed. */
final class Turn {

    private final Orders orders;
    private final Set<String> texts;
    private Completion completed;

    /**
     * Begins one.
     *
     * @param texts the fields of a cause that are kept
     */
    Turn(Orders orders, Set<String> texts) {
        this.orders = orders;
        this.texts = texts;
    }

    /** What is left of orders. */
    Orders orders() {
        return orders;
    }

    /** A completion by that event, which counts its own referrals. */
    Completion by(SubjectEvent event) {
        return by(event, event.referrals());
    }

    /** A completion by that event. */
    Completion by(SubjectEvent event, List<String> referrals) {
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
        return new Completion(event.timeMillis(), false, cause, referrals);
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
