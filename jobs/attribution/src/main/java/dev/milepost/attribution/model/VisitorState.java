package dev.milepost.attribution.model;

import dev.milepost.attribution.model.VisitorEvent.Click;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one anonymous_id.
 *
 * <p>Size: a visitor who has been linked for more than the lateness keeps the link alone (about 40 bytes); one who has not
 * keeps the clicks of the look-back that matter (about 40 bytes each, and what they say where a program names them; at most {@code max_clicks_per_day} a day) and the
 * sessions of the last day (never more than the clicks in the fold's tail); after the look-back without a click, nothing.
 */
public final class VisitorState {

    static final long NO_DAY = -1;

    /** The earliest evidence, or null. */
    VisitorFact.Identity link;

    /** Clicks whose owner may still change, in the fold's order. */
    List<KeptClick> clicks = new ArrayList<>();

    /** Clicks that asks and rewards are decided by, whose owner may still change, in the fold's order. */
    List<NamedClick> named = new ArrayList<>();

    /** Clicks that accounts of one person are told by, whose owner may still change, in the fold's order. */
    List<TracedClick> traced = new ArrayList<>();

    /** The UTC day, counted from 1970, of the last click of a known owner. */
    long lastActiveDay = NO_DAY;

    /** The last click that keeps a session alive. */
    long lastVisitMillis = Long.MIN_VALUE;

    /** The last click of each session_id, for a day. */
    Map<String, Long> sessions = new LinkedHashMap<>();

    /** The UTC days of clicks that matter, while more of them may come; ascending. */
    List<Day> days = new ArrayList<>();

    /**
     * How many clicks of a UTC day matter, and which is the first beyond the limit.
     *
     * @param day counted from 1970
     * @param clicks within the limit and beyond it
     * @param excess how many are beyond it
     * @param firstExcess the first of them, or null
     */
    record Day(long day, int clicks, int excess, Moment firstExcess) {

        static Day of(long day) {
            return new Day(day, 0, 0, null);
        }

        Day with(Click click, int limit) {
            if (clicks < limit) {
                return new Day(day, clicks + 1, 0, null);
            }
            return new Day(day, clicks + 1, excess + 1, firstExcess == null ? Moment.of(click) : firstExcess);
        }
    }

    /** A state that may be changed without changing this one; the elements are immutable. */
    VisitorState copy() {
        VisitorState copy = new VisitorState();
        copy.link = link;
        copy.clicks = new ArrayList<>(clicks);
        copy.named = new ArrayList<>(named);
        copy.traced = new ArrayList<>(traced);
        copy.lastActiveDay = lastActiveDay;
        copy.lastVisitMillis = lastVisitMillis;
        copy.sessions = new LinkedHashMap<>(sessions);
        copy.days = new ArrayList<>(days);
        return copy;
    }
}
