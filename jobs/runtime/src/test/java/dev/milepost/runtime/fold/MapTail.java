package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tail in plain memory. */
final class MapTail<E extends Timed> implements Tail<E> {

    private final Map<String, E> events = new HashMap<>();

    @Override
    public E get(String identity) {
        return events.get(identity);
    }

    @Override
    public void put(E event) {
        events.put(event.identity(), event);
    }

    @Override
    public void remove(String identity) {
        events.remove(identity);
    }

    @Override
    public List<E> all() {
        return new ArrayList<>(events.values());
    }
}
