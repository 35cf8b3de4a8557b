package dev.milepost.experiments.analyze;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A column of names of groups, such as arms: each row's, as a number; and where each group came first. */
final class Groups {

    private static final int FIRST_ROWS = 1024;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private int[] rows = new int[FIRST_ROWS];
    private int size;

    /** Takes a row in; gives how many groups there are now. */
    int add(String name) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        rows[size++] = numbers.computeIfAbsent(name, first -> numbers.size());
        return numbers.size();
    }

    int of(int row) {
        return rows[row];
    }

    int size() {
        return size;
    }

    /** In the order of their first rows. */
    List<String> names() {
        return List.copyOf(numbers.keySet());
    }
}
