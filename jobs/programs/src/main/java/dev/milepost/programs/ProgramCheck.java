package dev.milepost.programs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of files that were checked together.
 *
 * @param right {@code program@version} by file, of those without a problem, in the order given
 * @param problems of all others, one line each: {@code file:line:column: what, and what to do}
 * @param hints of those that are right, to what is hardly meant, lines of the same form
 */
public record ProgramCheck(Map<String, String> right, List<String> problems, List<String> hints) {

    public ProgramCheck {
        right = Collections.unmodifiableMap(new LinkedHashMap<>(right));
        problems = List.copyOf(problems);
        hints = List.copyOf(hints);
    }
}
