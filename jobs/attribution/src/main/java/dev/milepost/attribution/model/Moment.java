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

    /**
     * Names an event within its stream and key. Its id alone does not: one that is used again more than a day later is
     * another event.
     */
    static String name(String eventId, long timeMillis) {
        return eventId + "@" + timeMillis;
    }

    /** "Earlier", as all rules mean it: smaller in (event_time, event_id). */
    boolean isBefore(Moment other) {
        return timeMillis < other.timeMillis
                || (timeMillis == other.timeMillis && eventId.compareTo(other.eventId) < 0);
    }
}
