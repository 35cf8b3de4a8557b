package dev.milepost.programs.model;

import java.io.Serializable;
import java.util.List;

/**
 * What has to happen, told by the events of one subject. A pattern completes at the event time of the event, or the timer,
 * that completes it; it may complete more than once ({@link Reward.Fire} says what that means).
 *
 * <p>Of asks and rewards there is one algebra: {@code jobs/milestones} has what each completes at.
 */
public sealed interface Pattern extends Serializable {

    /**
     * Whether it stays so once it has come to it, unless that is taken back: a number of a lifetime. All else happens, and is over.
     */
    default boolean lasts() {
        return this instanceof Nth
                || (this instanceof Count count && count.window().equals(Window.LIFETIME))
                || (this instanceof Sum sum && sum.window().equals(Window.LIFETIME));
    }

    /**
     * {@code {event, where?}}, {@code event: [order, renewal]}: completes at every such event.
     *
     * @param names sorted, each once, at least one: of clicks, or {@code signup}, {@code order}, {@code renewal},
     *     {@code refund}, {@code chargeback}, {@code refund_cancelled}, {@code referral.bound}, {@code referral.qualified},
     *     {@code referral.EVENT}, {@code milestone.ID}
     */
    record Event(List<String> names, List<Condition> where) implements Pattern {
        public Event {
            names = names.stream().distinct().sorted().toList();
            where = List.copyOf(where);
        }

        /** Whether an event is one of these. */
        public boolean matches(Facts event) {
            return names.contains(event.name()) && where.stream().allMatch(condition -> condition.holds(event));
        }
    }

    /** {@code {nth: {event, where?, n}}}: completes at the nth such event of a lifetime. */
    record Nth(Event event, long n) implements Pattern {}

    /**
     * {@code {count: {event, where?, at_least, within?, distinct?}}}: completes where the count reaches the number.
     *
     * @param distinct the field whose different values are counted, or null: events are
     */
    record Count(Event event, long atLeast, Window window, String distinct) implements Pattern {}

    /**
     * {@code {sum: {event, where?, field, at_least, within?}}}: completes where the sum reaches the number; a refund takes its
     * order's part back.
     *
     * @param field amount, mrr, value, or a property that is a number
     * @param atLeast minor units of amount; millionths of anything else
     */
    record Sum(Event event, String field, long atLeast, Window window) implements Pattern {}

    /**
     * {@code {level: {field, at_least, for?}}}: completes where the field's latest value is at least that, and has been
     * for that long without a break.
     *
     * @param field mrr, arr, value of a click by the name, or an attribute that is a number
     * @param atLeast minor units of mrr and arr; millionths of anything else
     * @param hold how long it has to last; {@link Span#ZERO}: not at all
     */
    record Level(String field, long atLeast, Span hold) implements Pattern {}

    /** {@code {all: […], within?}}: completes once each has, all of them within the window that ends with the last. */
    record All(List<Pattern> parts, Window window) implements Pattern {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** {@code {any: […]}}: completes whenever one does. */
    record Any(List<Pattern> parts) implements Pattern {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** {@code {sequence: […], within}}: one after the other, from the first to the last within that time. */
    record Sequence(List<Pattern> parts, Span within) implements Pattern {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /**
     * {@code {timer: {anchor, after, every?}}}: completes so long after the anchor, and then again and again.
     *
     * @param every null: once
     */
    record Timer(Pattern anchor, Span after, Span every) implements Pattern {}

    /** {@code {absence: {event, where?, during, after}}}: no such event came for that long after the other pattern. */
    record Absence(Event event, Span during, Pattern after) implements Pattern {}
}
