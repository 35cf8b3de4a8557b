package dev.milepost.cli;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.util.Optional;

/**
 * A record that would go back in, in the place of a dead letter.
 *
 * @param line of the file
 * @param toTopic it is still within the lateness; else it is for the archive
 */
record Mended(int line, DeadLetter letter, Event event, boolean toTopic) {

    ShownEvents.Id id() {
        return new ShownEvents.Id(event.stream(), event.key(), event.eventId());
    }

    ShownEvents.Claim claim() {
        return new ShownEvents.Claim(id(), event.eventTimeMillis());
    }

    /** It is under the id of a record that ingest took in: that may be an event, whatever it was refused for later. */
    boolean keepsTakenId() {
        return !letter.isOfIngest() && event.eventId().equals(letter.eventId());
    }

    /** What the letter is of, where this has its id still. */
    Optional<ShownEvents.Claim> claimOfLetter() {
        return keepsTakenId() && letter.eventTimeMillis() != null
                ? Optional.of(new ShownEvents.Claim(id(), letter.eventTimeMillis()))
                : Optional.empty();
    }

    /** The order that it sells, where it sells one. */
    Optional<ShownEvents.Order> sale() {
        return event.payload() instanceof Purchase purchase
                        && (purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL)
                ? Optional.of(new ShownEvents.Order(purchase.getUserId(), purchase.getOrderId()))
                : Optional.empty();
    }
}
