package dev.milepost.programs.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with files, in the order found, one line each: {@code file:line:column: what, and what to do}. */
public final class Problems {

    private final List<String> lines = new ArrayList<>();

    public void add(Place place, String message) {
        lines.add(place + ": " + message);
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public int count() {
        return lines.size();
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
