package dev.milepost.milestones.model.order;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one user did, for tests. */
final class Purchases {

    static final String USER = "u1";

    /** How long after its time each is received. */
    static final long RECEIVED = 3;

    private Purchases() {}

    static Own purchase(
            String name, long time, String id, String orderId, String refundId, String currency, long amountMinor) {
        Map<String, String> texts = new HashMap<>(Map.of("order_id", orderId));
        if (refundId != null) {
            texts.put("refund_id", refundId);
        }
        return new Own(
                USER,
                new SubjectEvent(
                        name,
                        time,
                        id,
                        time + RECEIVED,
                        "purchase/" + id,
                        true,
                        true,
                        0,
                        null,
                        currency,
                        amountMinor,
                        null,
                        null,
                        List.of(),
                        texts));
    }

    /** Another version of it, of another time and amount. */
    static Own version(Own own, long time, long amountMinor) {
        SubjectEvent event = own.event();
        return purchase(
                event.name(),
                time,
                event.id(),
                event.text("order_id"),
                event.text("refund_id"),
                event.currency(),
                amountMinor);
    }

    /**
     * That the user's referral qualified.
     *
     * @param program null: it does not stand
     */
    static Qualified qualified(String program, long time, String causeId) {
        return new Qualified(USER, "r", program == null ? null : "adv", program, time, causeId, time + RECEIVED);
    }

    /**
     * The user's referral.
     *
     * @param program null: it does not stand
     */
    static Bound bound(String program, long signup, long time, String causeId) {
        return new Bound(
                USER,
                "r",
                program == null ? null : "adv",
                program,
                program == null ? null : "code",
                signup,
                time,
                causeId,
                time + RECEIVED);
    }
}
