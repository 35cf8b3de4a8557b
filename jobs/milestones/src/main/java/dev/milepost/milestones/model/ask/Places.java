package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.ToldAsk.Going;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What cooldown and quotas count, in the order of the times when it goes out: a guard looks at those of its window, not at all
 * that a user was ever asked.
 */
final class Places {

    private static final Places NONE = new Places();

    private record At(long timeMillis, AskKey key) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparingLong(At::timeMillis).thenComparing(At::key);

        static At of(ToldAsk told) {
            return new At(told.askedAtMillis(), told.key());
        }

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Which of them count.
     *
     * @param but not that one; null: all
     * @param untilMillis none that goes out later
     * @param unsettled of those that never went out
     */
    record Counting(ToldAsk but, long untilMillis, Predicate<ToldAsk> unsettled) {
        private boolean counts(ToldAsk told) {
            return told.askedAtMillis() <= untilMillis
                    && (but == null || !told.key().equals(but.key()))
                    && (told.asked() || unsettled.test(told));
        }
    }

    /** Of what went out, or was told as held out. */
    private final NavigableMap<At, ToldAsk> asked = new TreeMap<>();
    /** Of what waits, or was stopped when it was due. */
    private final NavigableMap<At, ToldAsk> unsettled = new TreeMap<>();

    void add(ToldAsk told) {
        if (told.asked()) {
            asked.put(At.of(told), told);
        } else if (told.going() != Going.NOT) {
            unsettled.put(At.of(told), told);
        }
    }

    void remove(ToldAsk told) {
        asked.remove(At.of(told));
        unsettled.remove(At.of(told));
    }

    private boolean isEmpty() {
        return asked.isEmpty() && unsettled.isEmpty();
    }

    /** When the last of them goes out that goes out up to that time; Long.MIN_VALUE: none does. */
    long lastUpTo(long timeMillis, Counting counting) {
        return Math.max(last(asked, timeMillis, counting), last(unsettled, timeMillis, counting));
    }

    private static long last(NavigableMap<At, ToldAsk> places, long timeMillis, Counting counting) {
        for (ToldAsk told :
                places.headMap(after(timeMillis), false).descendingMap().values()) {
            if (counting.counts(told)) {
                return told.askedAtMillis();
            }
        }
        return Long.MIN_VALUE;
    }

    /** Before all of later times. */
    private static At after(long timeMillis) {
        return new At(timeMillis == Long.MAX_VALUE ? timeMillis : timeMillis + 1, AskKey.FIRST);
    }

    /** The times when those go out that do in between, both ends included. */
    List<Long> between(long fromMillis, long toMillis, Counting counting) {
        List<Long> times = new ArrayList<>();
        for (NavigableMap<At, ToldAsk> places : List.of(asked, unsettled)) {
            places.subMap(new At(fromMillis, AskKey.FIRST), true, after(toMillis), false)
                    .values()
                    .forEach(told -> {
                        if (counting.counts(told)) {
                            times.add(told.askedAtMillis());
                        }
                    });
        }
        return times;
    }

    /** How many there are. */
    long number(Counting counting) {
        long number = unsettled.values().stream().filter(counting::counts).count();
        if (counting.untilMillis() != Long.MAX_VALUE) {
            return number + asked.values().stream().filter(counting::counts).count();
        }
        boolean isOneOfThem = counting.but() != null && asked.containsKey(At.of(counting.but()));
        return number + asked.size() - (isOneOfThem ? 1 : 0);
    }

    /** All of a user's; and by ask, and by category, those that quotas count apart. */
    static final class Groups {

        private final Places all = new Places();
        private final Map<Group, Places> groups = new HashMap<>();

        /** An ask, or a category: then program and ask are null. */
        private record Group(String program, String ask, String category) {}

        void add(ToldAsk told) {
            all.add(told);
            groups(told)
                    .forEach(group ->
                            groups.computeIfAbsent(group, g -> new Places()).add(told));
        }

        void remove(ToldAsk told) {
            all.remove(told);
            for (Group group : groups(told)) {
                Places places = groups.get(group);
                if (places == null) {
                    continue;
                }
                places.remove(told);
                if (places.isEmpty()) {
                    groups.remove(group);
                }
            }
        }

        private static List<Group> groups(ToldAsk told) {
            Group ofAsk = new Group(told.key().program(), told.key().ask(), null);
            return told.category() == null ? List.of(ofAsk) : List.of(ofAsk, new Group(null, null, told.category()));
        }

        Places all() {
            return all;
        }

        Places ofAsk(AskKey key) {
            return groups.getOrDefault(new Group(key.program(), key.ask(), null), NONE);
        }

        Places ofCategory(String category) {
            return groups.getOrDefault(new Group(null, null, category), NONE);
        }
    }
}
