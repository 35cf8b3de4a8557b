package dev.milepost.attribution.channel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts that a utm parameter may have, in normal form: {@code cpc}, {@code paid*}, {@code *push}, {@code *cp*},
 * {@code *} (anything), or {@code /a regular expression/} over the whole text.
 */
final class TextMatch implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A regular expression sees no more than this: the engine's stack grows with the text. */
    private static final int MAX_REGEX_INPUT = 1_000;

    private final HashSet<String> exact = new HashSet<>();
    private final List<String> starts = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();

    /**
     * Adds a form. Only while the rules are compiled.
     *
     * @throws java.util.regex.PatternSyntaxException for a bad regular expression
     */
    void add(String form) {
        if (form.length() > 2 && form.startsWith("/") && form.endsWith("/")) {
            patterns.add(Pattern.compile(form.substring(1, form.length() - 1)));
            return;
        }
        boolean open = form.startsWith("*");
        boolean openEnd = form.endsWith("*");
        String text =
                Text.normal(form.substring(open ? 1 : 0, Math.max(open ? 1 : 0, form.length() - (openEnd ? 1 : 0))));
        if (open && openEnd) {
            parts.add(text);
        } else if (open) {
            ends.add(text);
        } else if (openEnd) {
            starts.add(text);
        } else {
            exact.add(text);
        }
    }

    boolean matches(String normal) {
        return exact.contains(normal) || anyStart(normal) || anyEnd(normal) || anyPart(normal) || anyPattern(normal);
    }

    private boolean anyStart(String text) {
        for (String start : starts) {
            if (text.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyEnd(String text) {
        for (String end : ends) {
            if (text.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyPart(String text) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyPattern(String text) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text.substring(0, Math.min(text.length(), MAX_REGEX_INPUT)))
                    .matches()) {
                return true;
            }
        }
        return false;
    }
}
