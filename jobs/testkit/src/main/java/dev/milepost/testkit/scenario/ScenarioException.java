package dev.milepost.testkit.scenario;

import java.util.List;

/** A script cannot be read: every problem, one a line, with file and line. */
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScenarioException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
