package dev.milepost.attribution.operator;

import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;

/** An event of a stream that is keyed by user_id: signups, purchases, user_attributes. */
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
