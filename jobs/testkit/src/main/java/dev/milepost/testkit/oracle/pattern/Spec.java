package dev.milepost.testkit.oracle.pattern;

import java.util.List;
import java.util.Set;

/** A pattern, in words of its own. */
public sealed interface Spec {

    /** A length of time: calendar months, or milliseconds. */
    record Length(int months, long millis) {}

    /** How a condition compares. */
    enum Test {
        EQUAL,
        NOT_EQUAL,
        AT_LEAST,
        AT_MOST,
        MORE_THAN,
        LESS_THAN,
        DIFFERS_FROM_FIELD
    }

    /**
     * Asks something of one field: of {@code amount}, {@code mrr}, {@code arr} and {@code value} by the numbers, of any other by
     * the texts.
     *
     * @param texts to compare with, any of which may be equal; of {@link Test#DIFFERS_FROM_FIELD} the other field's name
     * @param numbers likewise
     */
    record Where(String field, Test test, List<String> texts, List<Long> numbers) {
        public Where(String field, Test test, String text, long number) {
            this(field, test, text == null ? List.of() : List.of(text), List.of(number));
        }
    }

    /** Which window events are counted in. */
    enum Frame {
        LIFETIME,
        ROLLING,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        SESSION
    }

    /** A window: of a rolling one the length; of a session the gap as millis. */
    record Within(Frame frame, Length length) {}

    /** Every such event. */
    record Event(Set<String> names, List<Where> where) implements Spec {}

    /** The nth. */
    record Nth(Event event, long n) implements Spec {}

    /** Distinct: a field, or null. */
    record Count(Event event, long atLeast, Within within, String distinct) implements Spec {}

    /** Of a field: amount, value, or a text that is a number (threshold in millionths). */
    record Sum(Event event, String field, long atLeast, Within within) implements Spec {}

    /** Of mrr, arr, or the value of a click and attribute of that name. */
    record Level(String field, long atLeast, Length hold) implements Spec {}

    /** Each part within the window. */
    record All(List<Spec> parts, Within within) implements Spec {}

    /** Any part. */
    record Any(List<Spec> parts) implements Spec {}

    /** One part after the other. */
    record Sequence(List<Spec> parts, Length within) implements Spec {}

    /** After the anchor, and every so long; every may be null. */
    record Timer(Spec anchor, Length after, Length every) implements Spec {}

    /** None of those events for so long. */
    record Absence(Event event, Length during, Spec after) implements Spec {}
}
