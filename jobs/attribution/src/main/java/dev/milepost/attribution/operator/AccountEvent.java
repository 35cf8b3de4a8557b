package dev.milepost.attribution.operator;

import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;

/**
 * An event of any stream but clickstream, by its stream's key. Signups and purchases tell the other folds something. Of
 * the rest (attributes, payouts, reviews, programs, verdicts) this fold only says which count: they are few, and a user
 * and a reward of one name share a key without harm, because an event's identity holds its stream.
 */
public record AccountEvent(Event event) implements Timed {

    @Override
    public long timeMillis() {
        return event.eventTimeMillis();
    }

    @Override
    public String id() {
        return event.eventId();
    }

    /** An event_id is unique within its stream and key only. */
    @Override
    public String identity() {
        return event.stream() + "/" + event.eventId();
    }

    @Override
    public boolean isEvent() {
        return true;
    }

    @Override
    public long receivedAtMillis() {
        return event.receivedAtMillis();
    }

    @Override
    public Origin origin() {
        return event.origin();
    }

    @Override
    public long contentHash() {
        return event.contentHash();
    }
}
