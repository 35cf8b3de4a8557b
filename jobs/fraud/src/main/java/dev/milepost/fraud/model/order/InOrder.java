package dev.milepost.fraud.model.order;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Facts that wait until event time has passed them: they leave in (time, rank, id) order. Of one id the fact that came last waits.
 *
 * <p>It holds what came within the out-of-orderness, and of a log that is read again what came between two watermarks.
 *
 * @param <F> a fact; immutable
 */
public final class InOrder<F> {

    private static final Comparator<Place> BY_PLACE = Comparator.comparingLong(Place::timeMillis)
            .thenComparingInt(Place::rank)
            .thenComparing(Place::id);

    private final TreeMap<Place, F> waiting = new TreeMap<>(BY_PLACE);
    private final Map<String, Place> places = new HashMap<>();

    /**
     * Where a fact stands.
     *
     * @param rank which of two of one time is decided first: the lower
     * @param id the only one of its name
     */
    public record Place(long timeMillis, int rank, String id) {}

    /** A fact comes; one of the same id that waits goes. */
    public void put(Place place, F fact) {
        remove(place.id());
        places.put(place.id(), place);
        waiting.put(place, fact);
    }

    /** Takes back what waits by that id, if anything does. */
    public void remove(String id) {
        Place place = places.remove(id);
        if (place != null) {
            waiting.remove(place);
        }
    }

    /** The time of the first one; Long.MAX_VALUE: none waits. */
    public long nextMillis() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.firstKey().timeMillis();
    }

    /** Takes the first one, if its time is not after that; else null. */
    public F poll(long untilMillis) {
        if (nextMillis() > untilMillis) {
            return null;
        }
        Map.Entry<Place, F> first = waiting.pollFirstEntry();
        places.remove(first.getKey().id());
        return first.getValue();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** All that wait, in their order. */
    public Collection<F> facts() {
        return Collections.unmodifiableCollection(waiting.values());
    }

    public InOrder<F> copy() {
        InOrder<F> copy = new InOrder<>();
        copy.waiting.putAll(waiting);
        copy.places.putAll(places);
        return copy;
    }
}
