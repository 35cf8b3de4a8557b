package dev.milepost.runtime.fold;

import java.util.List;

/**
 * The events between base and head, by identity.
 *
 * @param <E> the events
 */
public interface Tail<E extends Timed> {

    /** The event of that identity, or null. */
    E get(String identity);

    void put(E event);

    void remove(String identity);

    /** All events, in no particular order. */
    List<E> all();
}
