package dev.milepost.programs.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with files, one line each: {@code file:line:column: what, and what to do}. A file's lines come in its
 * own order, files in the order in which the first of each was found.
 */
public final class Problems {

    /** Nobody writes as much, unless by mistake; the beginning says what is wrong, the end what to do. */
    private static final int LONGEST = 600;

    private record Problem(Place place, String message) {}

    private final List<Problem> problems = new ArrayList<>();

    public void add(Place place, String message) {
        problems.add(new Problem(place, shortened(message)));
    }

    private static String shortened(String message) {
        if (message.length() <= LONGEST) {
            return message;
        }
        return message.substring(0, LONGEST / 3) + "…" + message.substring(message.length() - LONGEST / 3);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public int count() {
        return problems.size();
    }

    /** The files that have a problem, in the order in which the first of each was found. */
    public List<String> files() {
        return problems.stream()
                .map(problem -> problem.place().file())
                .distinct()
                .toList();
    }

    public List<String> lines() {
        List<String> files = files();
        return problems.stream()
                .sorted(Comparator.comparingInt((Problem problem) ->
                                files.indexOf(problem.place().file()))
                        .thenComparingInt(problem -> problem.place().line())
                        .thenComparingInt(problem -> problem.place().column()))
                .map(problem -> problem.place() + ": " + problem.message())
                .distinct()
                .toList();
    }
}
