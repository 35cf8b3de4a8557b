package dev.milepost.programs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Numbers, from 0, that things keep from one list of them to the next. A thing is an earlier one where it is the most like it; a
 * number is never given to another once it is a thing's. Mutable.
 */
final class Numbering<T> {

    private final List<Function<T, Object>> likeness;
    private final boolean inPlace;

    /** By number, as it was listed last. */
    private final List<T> latest = new ArrayList<>();

    private List<Integer> before = List.of();

    /**
     * Of one kind of things.
     *
     * @param likeness what is equal of two that are the same, the surest first; of several that are equally like, in order
     * @param inPlace whether those that are like none are the ones that the list before had and this has not, in order, where
     *     they are equally many: then each was changed where it stands
     */
    Numbering(List<Function<T, Object>> likeness, boolean inPlace) {
        this.likeness = likeness;
        this.inPlace = inPlace;
    }

    /** The numbers of what the next list has, in its order. */
    List<Integer> next(List<T> listed) {
        List<Integer> numbers = new ArrayList<>(Collections.nCopies(listed.size(), null));
        TreeSet<Integer> free = new TreeSet<>();
        for (int number = 0; number < latest.size(); number++) {
            free.add(number);
        }
        for (Function<T, Object> like : likeness) {
            for (int i = 0; i < listed.size(); i++) {
                if (numbers.get(i) == null) {
                    numbers.set(i, take(free, like, like.apply(listed.get(i))));
                }
            }
        }
        List<Integer> gone = before.stream().filter(free::contains).toList();
        List<Integer> unknown = unknown(numbers);
        if (inPlace && gone.size() == unknown.size()) {
            for (int i = 0; i < gone.size(); i++) {
                numbers.set(unknown.get(i), gone.get(i));
            }
        }
        for (int i : unknown(numbers)) {
            numbers.set(i, latest.size());
            latest.add(listed.get(i));
        }
        for (int i = 0; i < listed.size(); i++) {
            latest.set(numbers.get(i), listed.get(i));
        }
        before = List.copyOf(numbers);
        return before;
    }

    /** The smallest number of what is as like as that, or null. */
    private Integer take(Set<Integer> free, Function<T, Object> like, Object key) {
        for (Integer number : free) {
            if (like.apply(latest.get(number)).equals(key)) {
                free.remove(number);
                return number;
            }
        }
        return null;
    }

    /** Where in the list no number stands yet. */
    private static List<Integer> unknown(List<Integer> numbers) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) == null) {
                places.add(i);
            }
        }
        return places;
    }
}
