package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that wait for event time, so that a fold gets them in its order and need not replay. Changes of one fact stay in
 * the order in which they came, whatever their times: the later one says what is true.
 *
 * @param <E> the events and facts
 */
final class Waiting<E extends Timed> {

    /**
     * A change that waits.
     *
     * @param <E> the events and facts
     */
    static final class Held<E extends Timed> implements Comparable<Held<E>> {

        final String key;
        final Change<E> change;
        private final long sequence;

        /** The one before it of the same fact, or null. */
        private final Held<E> former;

        /** When it counts, or a later change of the same fact, where that is earlier. */
        private long due;

        /** Of one time it is ordered by its element, or that of a later change of the same fact, where that is smaller. */
        private E place;

        private boolean waits = true;

        Held(String key, Change<E> change, long countsMillis, long sequence, Held<E> former) {
            this.key = key;
            this.change = change;
            this.sequence = sequence;
            this.former = former;
            this.due = Math.max(countsMillis, change.element().timeMillis());
            this.place = change.element();
        }

        /** Not before its element's time. */
        long due() {
            return due;
        }

        /** Whether it came late. */
        boolean countsLater() {
            return due > change.element().timeMillis();
        }

        private boolean isBehind(Held<E> that) {
            int byDue = Long.compare(due, that.due);
            return byDue != 0 ? byDue > 0 : Timed.ORDER.compare(place, that.place) > 0;
        }

        @Override
        public int compareTo(Held<E> that) {
            int byDue = Long.compare(due, that.due);
            int byPlace = byDue != 0 ? byDue : Timed.ORDER.compare(place, that.place);
            return byPlace != 0 ? byPlace : Long.compare(sequence, that.sequence);
        }
    }

    private record Fact(String key, String identity) {}

    /**
     * Those that wait are behind the first {@code taken}. Mostly they come nearly in order, which sorting now and then makes
     * use of; a heap would not.
     */
    private final List<Held<E>> held = new ArrayList<>();

    private int taken;
    private boolean sorted = true;

    /** The last change of each fact that waits. An event comes once, or it does not matter which copy came first. */
    private final Map<Fact, Held<E>> latest = new HashMap<>();

    private long sequence;

    /**
     * Adds one.
     *
     * @param countsMillis when it counts, where that is later than its element's time
     */
    void add(String key, Change<E> change, long countsMillis) {
        if (change.kind() == Change.Kind.ADD) {
            add(new Held<>(key, change, countsMillis, sequence++, null));
            return;
        }
        Held<E> given = latest.compute(
                new Fact(key, change.element().identity()),
                (fact, former) -> new Held<>(key, change, countsMillis, sequence++, former));
        // None is placed behind a later one of its fact, so the first that is early enough ends the search.
        for (Held<E> former = given.former;
                former != null && former.waits && former.isBehind(given);
                former = former.former) {
            former.due = given.due;
            former.place = given.place;
            sorted = false;
        }
        add(given);
    }

    private void add(Held<E> given) {
        if (taken > 0) {
            held.subList(0, taken).clear();
            taken = 0;
        }
        sorted = sorted && (held.isEmpty() || held.get(held.size() - 1).due() < given.due());
        held.add(given);
    }

    /** Takes out the next one that is due up to and including {@code timeMillis}; null where there is none. */
    Held<E> next(long timeMillis) {
        if (!sorted) {
            held.subList(taken, held.size()).sort(null);
            sorted = true;
        }
        if (taken == held.size() || held.get(taken).due() > timeMillis) {
            return null;
        }
        Held<E> next = held.set(taken++, null);
        next.waits = false;
        if (next.change.kind() != Change.Kind.ADD) {
            latest.remove(new Fact(next.key, next.change.element().identity()), next);
        }
        return next;
    }

    int size() {
        return held.size() - taken;
    }
}
