package dev.milepost.programs.model;

import java.io.Serializable;

/** Which events of the past a pattern, a quota or a cap counts together. */
public sealed interface Window extends Serializable {

    /** All of them. */
    Window LIFETIME = new Lifetime();

    /** No window stands in the file. */
    record Lifetime() implements Window {}

    /** {@code within: 30d}: at time t those in (t − length, t], exact to the event. */
    record Rolling(Span length) implements Window {}

    /** {@code per: month}: those of the same calendar unit in the program's time zone. */
    record Calendar(CalendarUnit unit) implements Window {}

    /** {@code gap: 30m}: those of one session, which ends where nothing comes for longer than that. */
    record Session(long gapMillis) implements Window {}
}
