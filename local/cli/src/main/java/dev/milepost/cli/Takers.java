package dev.milepost.cli;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has an event_id, or an order_id, that a mended record would take: lines before it, and events of the warehouse. Such a
 * record would be a dead letter again, or make one of an event that counts.
 */
final class Takers {

    private final DeadLetterList letters;
    private final long horizonMillis;
    private final Set<String> dead = new HashSet<>();
    private final Map<String, Event> events = new HashMap<>();
    private final Set<String> sales = new HashSet<>();

    /**
     * For one file.
     *
     * @param horizonMillis an event_id that comes again further away than that is another event
     */
    Takers(DeadLetterList letters, long horizonMillis) {
        this.letters = letters;
        this.horizonMillis = horizonMillis;
    }

    /** Refuses what somebody else has; what passes has it from now on. */
    void take(DeadLetter letter, Event event) throws RecordException, IOException {
        if (!dead.add(letter.id())) {
            throw new RecordException(
                    "invalid",
                    "field " + DeadLetter.ID + ": a line before this one is of " + letter.id()
                            + " too, and a dead letter is one record: keep one of them");
        }
        Event before = events.put(event.stream() + '\n' + event.key() + '\n' + event.eventId(), event);
        if (before != null && !before.payload().equals(event.payload())) {
            throw taken(event, "a line before this one");
        }
        if (letters.hasAnother(event, horizonMillis)) {
            throw taken(event, "an event that counts");
        }
        if (event.payload() instanceof Purchase sale && isSale(sale)) {
            List<String> sellers = letters.sales(sale);
            boolean first = sales.add(sale.getUserId() + '\n' + sale.getOrderId());
            if (!first || !sellers.isEmpty()) {
                throw new RecordException(
                        "duplicate_order",
                        "field order_id: " + sale.getOrderId() + " of " + sale.getUserId() + " is sold already, by "
                                + (first ? "event " + sellers.get(0) : "a line before this one")
                                + ": give the mended record an order_id of its own, or take it out");
            }
        }
    }

    private static boolean isSale(Purchase purchase) {
        return purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL;
    }

    private static RecordException taken(Event event, String by) {
        return new RecordException(
                Reasons.CONFLICTING_DUPLICATE,
                "field event_id: " + event.eventId() + " of " + event.key() + " is that of " + by
                        + ", with another content: give the mended record an event_id of its own");
    }
}
