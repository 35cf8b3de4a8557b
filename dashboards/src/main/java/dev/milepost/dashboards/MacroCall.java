package dev.milepost.dashboards;

import java.util.ArrayList;
import java.util.List;

/**
 * A macro's call in SQL: where its parentheses end, and its arguments.
 *
 * @param arguments between the parentheses, split at commas that are in no further parentheses and in no string
 * @param end behind the closing parenthesis
 */
record MacroCall(List<String> arguments, int end) {

    /**
     * The call whose opening parenthesis stands there.
     *
     * @throws InvalidDashboardException where it is never closed
     */
    static MacroCall at(String sql, int open) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int i = open; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'') {
                i = endOfString(sql, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ',' && depth == 1) {
                arguments.add(sql.substring(start, i));
                start = i + 1;
            } else if (c == ')' && --depth == 0) {
                arguments.add(sql.substring(start, i));
                return new MacroCall(List.copyOf(arguments), i + 1);
            }
        }
        throw new InvalidDashboardException("A parenthesis is not closed: " + sql.substring(open));
    }

    private static int endOfString(String sql, int quote) {
        for (int i = quote + 1; i < sql.length(); i++) {
            if (sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == '\'') {
                return i;
            }
        }
        throw new InvalidDashboardException("A string is not closed: " + sql.substring(quote));
    }
}
