package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tail in plain memory. */
final class MapTail<E extends Timed> implements Tail<E> {

    private final Map<String, E> events = new HashMap<>();

    @Override
    public E get(String key) {
        return events.get(key);
    }

    @Override
    public void put(String key, E event) {
        events.put(key, event);
    }

    @Override
    public void remove(String key) {
        events.remove(key);
    }

    @Override
    public void removeUpTo(long timeMillis) {
        events.values().removeIf(event -> event.timeMillis() <= timeMillis);
    }

    @Override
    public List<E> all() {
        return new ArrayList<>(events.values());
    }
}
