package dev.milepost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables of what was measured, for people, and the same as JSON, for whoever compares runs. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Table> tables = new ArrayList<>();

    /**
     * One table.
     *
     * @param name the measurement's
     * @param note what the reader must know of it, in a line
     */
    record Table(String name, String note, List<String> headings, List<List<String>> rows) {

        Table row(Object... cells) {
            rows.add(Arrays.stream(cells).map(String::valueOf).toList());
            return this;
        }
    }

    Table table(String name, String note, String... headings) {
        Table table = new Table(name, note, List.of(headings), new ArrayList<>());
        tables.add(table);
        return table;
    }

    /** Markdown, which a terminal shows well enough, and which goes into a document as it is. */
    void print(PrintStream out) {
        for (Table table : tables) {
            out.println();
            out.println("### " + table.name());
            out.println();
            out.println(table.note());
            out.println();
            int[] widths = new int[table.headings().size()];
            List<List<String>> all = new ArrayList<>();
            all.add(table.headings());
            all.addAll(table.rows());
            for (List<String> row : all) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], row.get(i).length());
                }
            }
            line(out, table.headings(), widths);
            StringBuilder rule = new StringBuilder("|");
            for (int width : widths) {
                rule.append("-".repeat(width + 2)).append('|');
            }
            out.println(rule);
            table.rows().forEach(row -> line(out, row, widths));
        }
    }

    private static void line(PrintStream out, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - cell.length()))
                    .append(" |");
        }
        out.println(line);
    }

    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", Instant.now().toString());
        all.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("tables", tables);
        Files.writeString(file, JSON.writeValueAsString(all));
    }
}
