package dev.milepost.milestones.model.time;

import dev.milepost.programs.model.Span;

/** Lengths of time, several times over. */
public final class Spans {

    private Spans() {}

    public static Span times(Span span, int times) {
        return new Span(Math.multiplyExact(span.months(), times), Math.multiplyExact(span.millis(), (long) times));
    }
}
