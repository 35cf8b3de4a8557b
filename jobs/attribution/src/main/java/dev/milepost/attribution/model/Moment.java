package dev.milepost.attribution.model;

import dev.milepost.runtime.fold.Timed;

/**
 * The place of an event in the order of time.
 *
 * @param timeMillis event time
 * @param eventId breaks ties
 */
record Moment(long timeMillis, String eventId) {

    static Moment of(Timed event) {
        return new Moment(event.timeMillis(), event.id());
    }

    /** "Earlier", as all rules mean it: smaller in (event_time, event_id). */
    boolean isBefore(Moment other) {
        return timeMillis < other.timeMillis
                || (timeMillis == other.timeMillis && eventId.compareTo(other.eventId) < 0);
    }
}
