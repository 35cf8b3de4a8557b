package dev.milepost.attribution.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one anonymous_id.
 *
 * <p>Size: a visitor who has been linked for more than the lateness keeps the link alone (about 40 bytes); one who has not
 * keeps its touches of the look-back (about 40 bytes each, at most {@code max_touches_per_day} a day) and the sessions
 * of the last day; after the look-back without a click, nothing.
 */
public final class VisitorState {

    /** The earliest evidence, or null. */
    VisitorFact.Identity link;

    /** Clicks whose owner may still change, in the fold's order. */
    List<KeptClick> clicks = new ArrayList<>();

    /** The last click that keeps a session alive. */
    long lastVisitMillis = Long.MIN_VALUE;

    /** The last click of each session_id, for a day. */
    Map<String, Long> sessions = new LinkedHashMap<>();

    /** Touches on the UTC day {@link #touchDay}, for the daily limit. */
    long touchDay = Long.MIN_VALUE;

    int touchesOfDay;

    /** A state that may be changed without changing this one; the elements are immutable. */
    VisitorState copy() {
        VisitorState copy = new VisitorState();
        copy.link = link;
        copy.clicks = new ArrayList<>(clicks);
        copy.lastVisitMillis = lastVisitMillis;
        copy.sessions = new LinkedHashMap<>(sessions);
        copy.touchDay = touchDay;
        copy.touchesOfDay = touchesOfDay;
        return copy;
    }
}
