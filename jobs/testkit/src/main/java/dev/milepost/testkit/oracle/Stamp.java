package dev.milepost.testkit.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** The place of an event in the one order that counts: "earlier" is smaller in (event_time, event_id). */
record Stamp(Instant time, String eventId) implements Comparable<Stamp> {

    private static final Comparator<Stamp> ORDER =
            Comparator.comparing(Stamp::time).thenComparing(Stamp::eventId);

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }

    /** What tells the event from others of its stream and key: its id may be used again. */
    String name() {
        return eventId + "@" + time.toEpochMilli();
    }

    boolean earlierThan(Stamp other) {
        return compareTo(other) < 0;
    }

    boolean laterThan(Stamp other) {
        return compareTo(other) > 0;
    }

    /** The event is not before {@code end − length}; its place relative to {@code end} is not looked at. */
    boolean within(Duration length, Instant end) {
        return !time.isBefore(end.minus(length));
    }
}
