package dev.milepost.runtime.fold;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

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
    static final class Held<E extends Timed> {

        private static final Comparator<Held<?>> ORDER =
                Comparator.<Held<?>>comparingLong(held -> held.due).thenComparingLong(held -> held.sequence);

        final String key;
        final Change<E> change;
        private final long sequence;

        /** The one before it of the same fact, or null. */
        private final Held<E> former;

        /** Its time, or that of a later change of the same fact, where that is earlier. */
        private long due;

        private boolean waits = true;

        Held(String key, Change<E> change, long sequence, Held<E> former) {
            this.key = key;
            this.change = change;
            this.sequence = sequence;
            this.former = former;
            this.due = change.element().timeMillis();
        }
    }

    private record Fact(String key, String identity) {}

    private final PriorityQueue<Held<E>> queue = new PriorityQueue<>(Held.ORDER);

    /** The last change of each fact that waits. An event comes once, or it does not matter which copy came first. */
    private final Map<Fact, Held<E>> latest = new HashMap<>();

    private long sequence;

    void add(String key, Change<E> change) {
        if (change.kind() == Change.Kind.ADD) {
            queue.add(new Held<>(key, change, sequence++, null));
            return;
        }
        Held<E> held = latest.compute(
                new Fact(key, change.element().identity()),
                (fact, former) -> new Held<>(key, change, sequence++, former));
        for (Held<E> former = held.former; former != null && former.waits; former = former.former) {
            if (former.due > held.due) {
                queue.remove(former);
                former.due = held.due;
                queue.add(former);
            }
        }
        queue.add(held);
    }

    /** Takes out the next one that is due up to and including {@code timeMillis}; null where there is none. */
    Held<E> next(long timeMillis) {
        Held<E> next = queue.peek();
        if (next == null || next.due > timeMillis) {
            return null;
        }
        queue.remove();
        next.waits = false;
        if (next.change.kind() != Change.Kind.ADD) {
            latest.remove(new Fact(next.key, next.change.element().identity()), next);
        }
        return next;
    }

    int size() {
        return queue.size();
    }
}
