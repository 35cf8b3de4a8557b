package dev.milepost.dashboards;

import java.util.List;

/**
 * What is chosen of a variable.
 *
 * @param all whether it is All; values are then every option
 * @param values what is chosen; empty where there is nothing to choose
 */
public record Choice(boolean all, List<String> values) {

    public Choice {
        values = List.copyOf(values);
    }

    /** All, which are these. */
    public static Choice all(List<String> options) {
        return new Choice(true, options);
    }

    /** These. */
    public static Choice of(List<String> values) {
        return new Choice(false, values);
    }

    /** This one. */
    public static Choice of(String value) {
        return of(List.of(value));
    }
}
