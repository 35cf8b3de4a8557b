package dev.milepost.programs.explain;

import dev.milepost.programs.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an explanation has to say of one value or name in a file: one of its forms. Found by the file's text alone, so that it
 * knows nothing of how the file was read.
 */
record Spoken(String key, String written, Set<String> forms) {

    private static final Pattern LENGTH = Pattern.compile("(\\d+)(m|h|d|mo|y)");
    private static final Map<String, String> UNITS =
            Map.of("m", "minute", "h", "hour", "d", "day", "mo", "month", "y", "year");

    /** Maps whose keys are names of the file's own, and of events, not words of the language. */
    private static final Set<String> NAMING = Set.of("where", "arms");

    static List<Spoken> of(YamlNode root) {
        List<Spoken> spoken = new ArrayList<>();
        collect("", root, spoken);
        return spoken;
    }

    private static void collect(String key, YamlNode node, List<Spoken> spoken) {
        switch (node.kind()) {
            case MAP ->
                node.entries().forEach((name, entry) -> {
                    // A table's rows stand under its of.
                    if (NAMING.contains(key) || key.equals("of")) {
                        spoken.add(new Spoken(key, name, Set.of(name)));
                    }
                    collect(name, entry.value(), spoken);
                });
            case LIST -> node.oneOrMore().forEach(item -> collect(key, item, spoken));
            case NUMBER -> spoken.add(new Spoken(key, node.text(), number(key, node.text())));
            case TEXT -> spoken.add(new Spoken(key, node.text(), text(node.text())));
            default -> {
                // True and false are told by what they do.
            }
        }
    }

    private static Set<String> number(String key, String text) {
        BigDecimal number = new BigDecimal(text);
        Set<String> forms = new LinkedHashSet<>();
        if (key.equals("share") || key.equals("holdout")) {
            forms.add(number.movePointRight(2).stripTrailingZeros().toPlainString() + " %");
            return forms;
        }
        forms.add(grouped(number));
        forms.add(grouped(number.stripTrailingZeros()));
        if (key.equals("times") && text.equals("1")) {
            forms.add("once");
        }
        return forms;
    }

    private static String grouped(BigDecimal number) {
        return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
    }

    private static Set<String> text(String text) {
        Matcher length = LENGTH.matcher(text);
        if (length.matches()) {
            String forms = length.group(1) + " " + UNITS.get(length.group(2));
            return text.equals("1d") ? Set.of("24 hour") : Set.of(forms);
        }
        if (text.equals("2026-01-01T00:00:00Z")) {
            return Set.of("1 January 2026, 00:00:00 UTC");
        }
        if (text.equals("2026-04-01T00:00:00Z")) {
            return Set.of("1 April 2026, 00:00:00 UTC");
        }
        return Set.of(text);
    }

    /** Any of the forms, and not as a part of another number or name. */
    String pattern() {
        return forms.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w.,])(?:", ")(?!\\d|[.,]\\d|_)"));
    }
}
