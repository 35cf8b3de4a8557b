package dev.milepost.dashboards;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts chosen values where variables stand: {@code $name}, {@code ${name}}, {@code ${name:format}}. Without a format several
 * values become {@code 'a','b'} and one value of a variable that takes one stands as it is, as the ClickHouse data source does
 * it. Nothing chosen is nothing where several may be chosen, else an empty text. Where Grafana would hand on a backslash or a quote that ends a string early, it is escaped here.
 */
final class Interpolation {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([^}]+))?}|\\$(\\w+)");

    private final Map<String, Variable> variables;
    private final Selection selection;

    Interpolation(List<Variable> variables, Selection selection) {
        this.variables = variables.stream().collect(Collectors.toMap(Variable::name, variable -> variable));
        this.selection = selection;
    }

    /** Names that are no variable's, as of macros, stay as they are. */
    String expand(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        value(found.group(3) == null ? found.group(1) : found.group(3), found.group(2))
                                .orElse(found.group())));
    }

    private Optional<String> value(String name, String format) {
        Variable variable = variables.get(name);
        if (variable == null) {
            return builtIn(name, format);
        }
        Choice choice = selection.choices().get(name);
        if (choice == null) {
            throw new InvalidDashboardException("Nothing is chosen of the variable '" + name + "'.");
        }
        if (choice.all() && !variable.allValue().isEmpty()) {
            return Optional.of(variable.allValue());
        }
        String shape = format != null ? format : variable.multi() || choice.all() ? "singlequote" : "raw";
        boolean blank = choice.values().isEmpty() && !variable.multi() && !choice.all();
        return Optional.of(formatted(name, blank ? List.of("") : choice.values(), shape));
    }

    private static String formatted(String name, List<String> values, String format) {
        return switch (format) {
            case "raw" -> String.join(",", values);
            case "csv", "text" -> String.join(",", values);
            case "singlequote" ->
                values.stream()
                        .map(value -> "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'")
                        .collect(Collectors.joining(","));
            case "sqlstring" ->
                values.stream()
                        .map(value -> "'" + value.replace("\\", "\\\\").replace("'", "''") + "'")
                        .collect(Collectors.joining(","));
            default ->
                throw new InvalidDashboardException("The format '" + format + "' of ${" + name
                        + "} is not known: raw, csv, text, singlequote, sqlstring.");
        };
    }

    private Optional<String> builtIn(String name, String format) {
        TimeRange range = selection.range();
        return switch (name) {
            case "__from" -> Optional.of(moment(range.from(), format));
            case "__to" -> Optional.of(moment(range.to(), format));
            case "__interval_ms" ->
                Optional.of(Long.toString(selection.interval().toMillis()));
            case "__range_s" -> Optional.of(Long.toString(range.length().toSeconds()));
            case "__range_ms" -> Optional.of(Long.toString(range.length().toMillis()));
            default -> Optional.empty();
        };
    }

    private static String moment(Instant moment, String format) {
        return switch (format == null ? "" : format) {
            case "" -> Long.toString(moment.toEpochMilli());
            case "date:seconds" -> Long.toString(moment.getEpochSecond());
            case "date", "date:iso" -> moment.toString();
            default ->
                throw new InvalidDashboardException(
                        "The format '" + format + "' of a time is not known: date, date:iso, date:seconds.");
        };
    }
}
