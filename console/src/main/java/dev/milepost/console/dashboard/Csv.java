package dev.milepost.console.dashboard;

import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Frame;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A panel's rows as RFC 4180 has them. What a spreadsheet would take for a formula gets an apostrophe before it, as OWASP's page on CSV
 * injection advises: also within a text, behind what is the end of a cell where lists are separated by semicolons or tabs, for there
 * neither commas nor the quotes behind them mean anything.
 */
public final class Csv {

    /** The ends of a cell or a line, of whichever spreadsheet. */
    private static final String END = "[;\\t\\r\\n]";

    /** Where a cell may begin with what makes a formula of it; blanks and quotes before that may be dropped. */
    private static final Pattern FORMULA =
            Pattern.compile("(\\A|" + END + ")(?=[\" ]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])|\\A(?=[\\t\\r\\n])");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final String QUOTED = ",;\"\t\r\n";

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
        return NUMBER.matcher(text).matches() ? text : FORMULA.matcher(text).replaceAll("$1'");
    }

    private static String quoted(String text) {
        boolean needed = text.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0);
        return needed ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
