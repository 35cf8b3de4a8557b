package dev.milepost.console.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of a page.
 *
 * @param title above it
 * @param empty what people read where it has no rows
 * @param columns their headings
 * @param rows a text for each column
 * @param more whether there are rows beyond these
 */
public record Grid(String title, String empty, List<Column> columns, List<List<String>> rows, boolean more) {

    private static final String MINOR = "_minor";

    /**
     * A column.
     *
     * @param heading above it
     * @param number whether its values stand to the right
     * @param pages the path that an id of it ends, to the page that it has; empty: its values have none
     */
    public record Column(String heading, boolean number, String pages) {

        /** Of values without pages. */
        public Column(String heading, boolean number) {
            this(heading, number, "");
        }

        /** The address of a value's page; empty where it has none. */
        public String address(String value) {
            return pages.isEmpty() || value.isEmpty() ? "" : pages + SafePath.part(value);
        }
    }

    /**
     * Of the rows of a query: columns whose names end in {@code _minor} become amounts in the row's {@code currency}, which has no
     * column of its own; names become headings.
     *
     * @param most how many rows are shown
     */
    public static Grid of(String title, String empty, List<Map<String, String>> found, int most) {
        List<Column> columns = new ArrayList<>();
        if (!found.isEmpty()) {
            found.get(0).keySet().stream()
                    .filter(name -> !name.equals("currency"))
                    .forEach(name -> columns.add(new Column(heading(name), name.endsWith(MINOR))));
        }
        List<List<String>> rows = found.stream().limit(most).map(Grid::row).toList();
        return new Grid(title, empty, List.copyOf(columns), rows, found.size() > most);
    }

    private static List<String> row(Map<String, String> found) {
        Map<String, String> values = new LinkedHashMap<>(found);
        String currency = values.remove("currency");
        List<String> row = new ArrayList<>();
        values.forEach((name, value) ->
                row.add(name.endsWith(MINOR) ? Money.text(value, currency) : value == null ? "" : value));
        return List.copyOf(row);
    }

    private static String heading(String name) {
        String words =
                (name.endsWith(MINOR) ? name.substring(0, name.length() - MINOR.length()) : name).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
