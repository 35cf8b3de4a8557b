package dev.milepost.dashboards;

import dev.milepost.dashboards.Variable.Kind;
import dev.milepost.dashboards.Variable.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to choose of a dashboard's variables, and what is chosen.
 *
 * @param options by the variable's name, in the file's order
 * @param choices by the variable's name
 */
public record VariableOptions(Map<String, List<Option>> options, Map<String, Choice> choices) {

    private static final Pattern NAMED = Pattern.compile("\\$\\{?(\\w+)");

    /**
     * Asks for the options of each variable after those of the variables that its query names, whatever the file's order.
     *
     * @param chosen values by the variable's name, {@link Variable#ALL} for All. What is no option, or not there, is as at first
     * @throws InvalidDashboardException where variables name one another in a circle, or an answer has no column of values
     */
    public static VariableOptions of(
            List<Variable> variables, TimeRange range, Map<String, List<String>> chosen, Warehouse warehouse) {
        Resolution resolution = new Resolution(variables, range, chosen, warehouse);
        variables.forEach(resolution::resolve);
        Map<String, List<Option>> ordered = new LinkedHashMap<>();
        variables.forEach(variable -> ordered.put(variable.name(), resolution.options.get(variable.name())));
        return new VariableOptions(ordered, Map.copyOf(resolution.choices));
    }

    /** Those whose values the variable's query needs. */
    static List<Variable> neededBy(Variable variable, List<Variable> variables) {
        Set<String> names = new LinkedHashSet<>();
        Matcher named = NAMED.matcher(variable.sql());
        while (named.find()) {
            names.add(named.group(1));
        }
        return variables.stream().filter(other -> names.contains(other.name())).toList();
    }

    private static final class Resolution {

        private final List<Variable> variables;
        private final TimeRange range;
        private final Map<String, List<String>> chosen;
        private final Warehouse warehouse;
        private final Set<String> begun = new LinkedHashSet<>();
        private final Map<String, List<Option>> options = new LinkedHashMap<>();
        private final Map<String, Choice> choices = new LinkedHashMap<>();

        Resolution(List<Variable> variables, TimeRange range, Map<String, List<String>> chosen, Warehouse warehouse) {
            this.variables = variables;
            this.range = range;
            this.chosen = chosen;
            this.warehouse = warehouse;
        }

        void resolve(Variable variable) {
            if (options.containsKey(variable.name())) {
                return;
            }
            if (!begun.add(variable.name())) {
                throw new InvalidDashboardException("Variables name one another in a circle: " + begun + ".");
            }
            neededBy(variable, variables).forEach(this::resolve);
            List<Option> found = variable.kind() == Kind.QUERY ? asked(variable) : variable.options();
            options.put(variable.name(), found);
            choices.put(variable.name(), choice(variable, found));
        }

        private List<Option> asked(Variable variable) {
            Selection selection = new Selection(range, choices, Duration.ofDays(1));
            Frame frame = warehouse.ask(PanelSql.of(variable.sql(), variables, selection));
            int columns = frame.columns().size();
            if (columns == 0 || columns > 2) {
                throw new InvalidDashboardException("The query of variable '" + variable.name()
                        + "' answers neither values nor values and their words: " + frame.columns());
            }
            return frame.rows().stream()
                    .filter(row -> row.get(0) != null)
                    .map(row -> new Option(
                            row.get(0).toString(),
                            Objects.toString(row.get(columns - 1), row.get(0).toString())))
                    .toList();
        }

        private Choice choice(Variable variable, List<Option> found) {
            List<String> wanted = chosen.getOrDefault(variable.name(), List.of());
            List<String> values = found.stream().map(Option::value).toList();
            if (variable.includeAll() && wanted.contains(Variable.ALL)) {
                return Choice.all(values);
            }
            List<String> known = wanted.stream()
                    .filter(value -> variable.kind() == Kind.TEXTBOX || values.contains(value))
                    .limit(variable.multi() ? Long.MAX_VALUE : 1)
                    .toList();
            return known.isEmpty() ? variable.initially(found) : Choice.of(known);
        }
    }
}
