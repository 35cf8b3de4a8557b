package dev.milepost.dashboards;

import java.util.List;

/**
 * A variable of a dashboard: what a person chooses above the panels.
 *
 * @param name as queries have it
 * @param label as people have it
 * @param kind where its options come from
 * @param sql of a {@link Kind#QUERY}: one column of values, or two, of values and their words; else empty
 * @param options of the other kinds, in the file's order
 * @param multi whether several may be chosen at once
 * @param includeAll whether All is an option
 * @param allValue what stands for All in a query; empty: every option
 * @param initial what is chosen at first; empty: All if there is such an option, else the first option
 */
public record Variable(
        String name,
        String label,
        Kind kind,
        String sql,
        List<Option> options,
        boolean multi,
        boolean includeAll,
        String allValue,
        List<String> initial) {

    /** What Grafana says for All. */
    public static final String ALL = "$__all";

    /** Where options come from. */
    public enum Kind {
        QUERY,
        CUSTOM,
        CONSTANT,
        TEXTBOX,
        INTERVAL,
        DATASOURCE
    }

    /**
     * One thing to choose.
     *
     * @param value as queries have it
     * @param text as people have it
     */
    public record Option(String value, String text) {}

    /** At first, of these options. */
    Choice initially(List<Option> found) {
        List<String> values = found.stream().map(Option::value).toList();
        if (initial.contains(ALL) || (initial.isEmpty() && includeAll)) {
            return Choice.all(values);
        }
        List<String> kept = initial.stream()
                .filter(value -> kind != Kind.QUERY || values.contains(value))
                .toList();
        if (!kept.isEmpty()) {
            return Choice.of(kept);
        }
        return includeAll
                ? Choice.all(values)
                : Choice.of(values.stream().limit(1).toList());
    }
}
