package dev.milepost.testkit.scenario;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a script, {@code file:line: what, and what to do}. */
final class Issues {

    private final String file;
    private final List<String> found = new ArrayList<>();

    Issues(String file) {
        this.file = file;
    }

    void add(int line, String message) {
        String text = file + ":" + line + ": " + message;
        // A line of a loop is read in every turn.
        if (!found.contains(text)) {
            found.add(text);
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ScenarioException(found);
        }
    }
}
