package dev.milepost.runtime.fold;

import java.util.List;

/**
 * The events between base and head. The key of an event or fact is its identity; of a second event of one identity, which
 * stands because it is far from the first, {@link Fold} makes another.
 *
 * @param <E> the events
 */
public interface Tail<E extends Timed> {

    /** The event of that key, or null. */
    E get(String key);

    void put(String key, E event);

    void remove(String key);

    /** Removes the events of a time up to and including {@code timeMillis}. */
    void removeUpTo(long timeMillis);

    /** All events, in no particular order. */
    List<E> all();
}
