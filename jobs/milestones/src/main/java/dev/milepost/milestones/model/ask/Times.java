package dev.milepost.milestones.model.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When each of many things is due: the next is found without looking at the others. */
final class Times<K extends Comparable<K>> {

    private record Entry<K extends Comparable<K>>(long timeMillis, K key) {}

    private final Map<K, Long> times = new HashMap<>();
    private final TreeSet<Entry<K>> inOrder =
            new TreeSet<>(Comparator.<Entry<K>>comparingLong(Entry::timeMillis).thenComparing(Entry::key));

    /** In place of the time that it had; Long.MAX_VALUE: it has none any more. */
    void set(K key, long timeMillis) {
        Long before = times.remove(key);
        if (before != null) {
            inOrder.remove(new Entry<>(before, key));
        }
        if (timeMillis != Long.MAX_VALUE) {
            times.put(key, timeMillis);
            inOrder.add(new Entry<>(timeMillis, key));
        }
    }

    /** The earliest; Long.MAX_VALUE: none has a time. */
    long next() {
        return inOrder.isEmpty() ? Long.MAX_VALUE : inOrder.first().timeMillis();
    }

    /** Those of up to that time, itself included, the earliest first. */
    List<K> upTo(long timeMillis) {
        List<K> due = new ArrayList<>();
        for (Entry<K> entry : inOrder) {
            if (entry.timeMillis() > timeMillis) {
                break;
            }
            due.add(entry.key());
        }
        return due;
    }
}
