package dev.milepost.dashboards;

import java.util.List;

/** The SQL that ClickHouse gets for a query with variables and macros in it. */
public final class PanelSql {

    private PanelSql() {}

    /**
     * In the data source's order: conditions for All, then variables, then macros.
     *
     * @throws InvalidDashboardException where a variable has no choice, or a macro is not known or lacks arguments
     */
    public static String of(String sql, List<Variable> variables, Selection selection) {
        String conditioned = ConditionalAll.expand(sql, selection.choices());
        return new Macros(selection).expand(new Interpolation(variables, selection).expand(conditioned));
    }

    /** A title or the like with the words of what is chosen in it. */
    public static String words(String text, List<Variable> variables, Selection selection) {
        return new Interpolation(variables, selection).expand(text);
    }
}
