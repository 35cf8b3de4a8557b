package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/**
 * The tail of the current key, in keyed state.
 *
 * @param <E> the events
 */
final class StateTail<E extends Timed> implements Tail<E> {

    private final MapState<String, E> events;

    StateTail(MapState<String, E> events) {
        this.events = events;
    }

    @Override
    public E get(String key) {
        try {
            return events.get(key);
        } catch (Exception e) {
            throw new IllegalStateException("The fold's tail cannot be read", e);
        }
    }

    @Override
    public void put(String key, E event) {
        try {
            events.put(key, event);
        } catch (Exception e) {
            throw new IllegalStateException("The fold's tail cannot be written", e);
        }
    }

    @Override
    public void remove(String key) {
        try {
            events.remove(key);
        } catch (Exception e) {
            throw new IllegalStateException("The fold's tail cannot be written", e);
        }
    }

    @Override
    public void removeUpTo(long timeMillis) {
        try {
            List<String> old = new ArrayList<>();
            for (Map.Entry<String, E> each : events.entries()) {
                if (each.getValue().timeMillis() <= timeMillis) {
                    old.add(each.getKey());
                }
            }
            for (String key : old) {
                events.remove(key);
            }
        } catch (Exception e) {
            throw new IllegalStateException("The fold's tail cannot be written", e);
        }
    }

    @Override
    public List<E> all() {
        try {
            List<E> all = new ArrayList<>();
            events.values().forEach(all::add);
            return all;
        } catch (Exception e) {
            throw new IllegalStateException("The fold's tail cannot be read", e);
        }
    }

    /** The time of the first event; Long.MAX_VALUE where there is none. */
    long earliest() {
        long earliest = Long.MAX_VALUE;
        for (E event : all()) {
            earliest = Math.min(earliest, event.timeMillis());
        }
        return earliest;
    }

    void clear() {
        events.clear();
    }
}
