package dev.milepost.console.program;

import dev.milepost.console.web.Grid;
import java.util.List;
import java.util.Map;

/**
 * A line of the list of programs.
 *
 * @param id of the program
 * @param address of its page
 * @param version that holds; where none does the next, else the last
 * @param counts bound, qualified, earned, held, paid and open cases
 * @param money by currency: what is owed, and what of the budget is committed
 */
public record ListedProgram(String id, String address, Map<String, String> version, List<String> counts, Grid money) {

    private static final List<String> COUNTED = List.of("bound", "qualified", "earned", "held", "paid", "cases");

    /** Of a program in whose rows nothing is counted: zeros. */
    static List<String> counts(Map<String, String> row) {
        return COUNTED.stream().map(name -> row == null ? "0" : row.get(name)).toList();
    }

    /** The version that is shown: that which holds; where none does the next, else the last. */
    static Map<String, String> shown(List<Map<String, String>> versions) {
        for (String state : List.of("in force", "next")) {
            for (Map<String, String> version : versions) {
                if (version.get("state").equals(state)) {
                    return version;
                }
            }
        }
        return versions.get(versions.size() - 1);
    }

    /** {@code 12.00 USD of 500.00 USD}, by currency. */
    public List<String> liabilities() {
        return money.rows().stream()
                .map(row -> row.get(4) + " owed"
                        + (row.get(6).equals("-") ? "" : "; " + row.get(5) + " committed of " + budget(row.get(6))))
                .toList();
    }

    private static String budget(String text) {
        return text.equals("none") ? "no budget" : text;
    }
}
