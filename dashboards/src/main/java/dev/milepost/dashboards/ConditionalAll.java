package dev.milepost.dashboards;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $__conditionalAll(condition, $variable)}: the condition, or {@code 1=1} where All or nothing is chosen of the variable.
 * The data source does this before variables are put in, the last call first, so that calls may stand in one another.
 */
final class ConditionalAll {

    private static final String NAME = "$__conditionalAll";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    private ConditionalAll() {}

    static String expand(String sql, Map<String, Choice> choices) {
        String text = sql;
        for (int at = text.lastIndexOf(NAME + "("); at >= 0; at = text.lastIndexOf(NAME + "(")) {
            MacroCall call = MacroCall.at(text, at + NAME.length());
            if (call.arguments().size() != 2) {
                throw new InvalidDashboardException(NAME + " takes a condition and a variable, not "
                        + call.arguments().size() + " arguments: " + text.substring(at, call.end()));
            }
            String condition = everything(call.arguments().get(1), choices)
                    ? "1=1"
                    : call.arguments().get(0);
            text = text.substring(0, at) + condition + text.substring(call.end());
        }
        return text;
    }

    private static boolean everything(String argument, Map<String, Choice> choices) {
        Matcher variable = VARIABLE.matcher(argument);
        if (!variable.find() || !choices.containsKey(variable.group(1))) {
            throw new InvalidDashboardException(NAME + " names no variable of the dashboard: " + argument.strip());
        }
        Choice choice = choices.get(variable.group(1));
        return choice.all() || String.join(",", choice.values()).isEmpty();
    }
}
