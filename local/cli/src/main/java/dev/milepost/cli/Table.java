package dev.milepost.cli;

import java.util.ArrayList;
import java.util.List;

/** A small table of text: words to the left, numbers to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] numeric;

    Table(String... headings) {
        numeric = new boolean[headings.length];
        rows.add(headings);
    }

    Table row(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numeric[i] |= cells[i] instanceof Number;
            row[i] = cells[i] instanceof Number number ? Text.number(number.longValue()) : String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    void print(Terminal terminal) {
        lines().forEach(terminal::say);
    }

    List<String> lines() {
        int[] widths = new int[numeric.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String blank = " ".repeat(widths[i] - row[i].length());
                line.append(GAP).append(numeric[i] ? blank + row[i] : row[i] + blank);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
