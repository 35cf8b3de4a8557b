package dev.milepost.milestones.model.time;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Versions of one thing in the order of time; the latest up to a moment is what holds at it. */
public final class Timeline<T> {

    private final TreeMap<At, T> versions = new TreeMap<>();

    /** Ties of time are broken by the id of the cause. */
    public record At(long timeMillis, String id) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparingLong(At::timeMillis).thenComparing(At::id);

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

    /** The version that stood there before, or null. */
    public T put(long timeMillis, String id, T version) {
        return versions.put(new At(timeMillis, id), version);
    }

    public T remove(long timeMillis, String id) {
        return versions.remove(new At(timeMillis, id));
    }

    /** What holds at that time, or null. */
    public T at(long timeMillis) {
        Map.Entry<At, T> entry =
                timeMillis == Long.MAX_VALUE ? versions.lastEntry() : versions.lowerEntry(new At(timeMillis + 1, ""));
        return entry == null ? null : entry.getValue();
    }

    /** What held until that version came, or null. */
    public T before(long timeMillis, String id) {
        Map.Entry<At, T> entry = versions.lowerEntry(new At(timeMillis, id));
        return entry == null ? null : entry.getValue();
    }

    /** Forgets what no longer holds at that time. */
    public void forgetBefore(long timeMillis) {
        Map.Entry<At, T> holds = versions.lowerEntry(new At(timeMillis + 1, ""));
        if (holds != null) {
            versions.headMap(holds.getKey(), false).clear();
        }
    }

    /** The time of the last version. */
    public long lastMillis() {
        return versions.lastKey().timeMillis();
    }

    /** From when on the first version is not what holds any more; Long.MAX_VALUE: there is no other. */
    public long firstSupersededMillis() {
        return versions.size() < 2
                ? Long.MAX_VALUE
                : versions.higherKey(versions.firstKey()).timeMillis();
    }

    public boolean isEmpty() {
        return versions.isEmpty();
    }

    public Collection<T> versions() {
        return versions.values();
    }

    public Timeline<T> copy() {
        Timeline<T> copy = new Timeline<>();
        copy.versions.putAll(versions);
        return copy;
    }
}
