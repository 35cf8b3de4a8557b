package dev.milepost.console.dashboard;

import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Frame;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A panel's rows as RFC 4180 has them. A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP's
 * page on CSV injection advises.
 */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** All its rows, with a line of names before them. */
    public static String of(Frame frame) {
        StringBuilder text = new StringBuilder();
        text.append(frame.columns().stream()
                .map(column -> quoted(safe(column.name())))
                .collect(Collectors.joining(",")));
        text.append("\r\n");
        for (List<Object> row : frame.rows()) {
            for (int i = 0; i < row.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append(field(frame.columns().get(i).type(), row.get(i)));
            }
            text.append("\r\n");
        }
        return text.toString();
    }

    private static String field(ColumnKind kind, Object value) {
        if (value == null) {
            return "";
        }
        return switch (kind) {
            case TIME -> Instant.ofEpochMilli((Long) value).toString();
            case TEXT -> quoted(safe((String) value));
            default -> value.toString();
        };
    }

    private static String safe(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean needed = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
