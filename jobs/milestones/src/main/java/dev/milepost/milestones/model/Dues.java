package dev.milepost.milestones.model;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * When the asks of one user may have to go out that wait after their milestone, by the delays of their arms: until then, and
 * then with the user as guards ask for them, as long as that may be revised. Mutable; a copy shares all until either is changed.
 */
final class Dues {

    /**
     * One of these.
     *
     * @param rule the key of the ask's rule
     */
    record Due(long dueMillis, long rule, long occurrence) implements Comparable<Due> {
        private static final Comparator<Due> ORDER = Comparator.comparingLong(Due::dueMillis)
                .thenComparingLong(Due::rule)
                .thenComparingLong(Due::occurrence);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }

        private static Due first(long timeMillis) {
            return new Due(timeMillis, Long.MIN_VALUE, Long.MIN_VALUE);
        }
    }

    /** Those ahead, each with no context. */
    private TreeMap<Due, AskContext> ahead = new TreeMap<>();

    private TreeMap<Due, AskContext> past = new TreeMap<>();

    /** The maps are another's too. */
    private boolean shared;

    Dues copy() {
        Dues copy = new Dues();
        copy.ahead = ahead;
        copy.past = past;
        copy.shared = true;
        shared = true;
        return copy;
    }

    private void own() {
        if (shared) {
            ahead = new TreeMap<>(ahead);
            past = new TreeMap<>(past);
            shared = false;
        }
    }

    void add(Due due) {
        if (!ahead.containsKey(due) && !past.containsKey(due)) {
            own();
            ahead.put(due, null);
        }
    }

    /** Answers whether it had been due already. */
    boolean remove(Due due) {
        if (!ahead.containsKey(due) && !past.containsKey(due)) {
            return false;
        }
        own();
        ahead.remove(due);
        return past.remove(due) != null;
    }

    /** The user when that was due; null: it is not, or is forgotten. */
    AskContext context(Due due) {
        return past.get(due);
    }

    /** All that have been due. */
    Iterable<Due> past() {
        return past.keySet();
    }

    /** Those ahead of that time, itself included, are due now. */
    void fire(long timeMillis, Function<Due, AskContext> context, Consumer<Due> changed) {
        while (nextTimer() <= timeMillis) {
            own();
            Due due = ahead.pollFirstEntry().getKey();
            past.put(due, context.apply(due));
            changed.accept(due);
        }
    }

    /** Looks again at those that were due at that time or later. */
    void lookAgain(long sinceMillis, BiFunction<Due, AskContext, AskContext> context, Consumer<Due> changed) {
        if (past.isEmpty() || past.lastKey().dueMillis() < sinceMillis) {
            return;
        }
        own();
        past.tailMap(Due.first(sinceMillis), true).replaceAll((due, before) -> {
            AskContext now = context.apply(due, before);
            if (!now.equals(before)) {
                changed.accept(due);
            }
            return now;
        });
    }

    long nextTimer() {
        return ahead.isEmpty() ? Long.MAX_VALUE : ahead.firstKey().dueMillis();
    }

    /**
     * When {@link #expire} forgets something; Long.MAX_VALUE for never.
     *
     * @param history how long what was may be revised
     */
    long nextExpiry(long history) {
        return past.isEmpty() ? Long.MAX_VALUE : past.firstKey().dueMillis() + history;
    }

    void expire(long beforeMillis, long history) {
        if (nextExpiry(history) <= beforeMillis) {
            own();
            past.headMap(Due.first(beforeMillis - history + 1), false).clear();
        }
    }

    boolean isEmpty() {
        return ahead.isEmpty() && past.isEmpty();
    }

    /** Those past and those ahead, which have no context, in order; for the codec. */
    Map<Due, AskContext> all() {
        Map<Due, AskContext> all = new TreeMap<>(past);
        all.putAll(ahead);
        return all;
    }

    static Dues of(Map<Due, AskContext> all) {
        Dues dues = new Dues();
        all.forEach((due, context) -> (context == null ? dues.ahead : dues.past).put(due, context));
        return dues;
    }
}
