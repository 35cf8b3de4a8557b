package dev.milepost.programs;

import java.util.List;

/** Program files that cannot be used; the message lists every problem as {@code file:line:column: what, and what to do}. */
public final class ProgramFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    ProgramFileException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
