package dev.milepost.runtime.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A CSV file's cells by the names of their columns, line by line. */
public final class Columns implements AutoCloseable {

    private static final String NONE = "";

    private final Path file;
    private final CsvLines lines;
    private List<String> names = List.of();
    private CsvLines.Line line;

    private Columns(Path file, CsvLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Opens a file and reads its line of names.
     *
     * @param required names that it must have, each once
     * @throws TableException if it cannot be read, is empty, or lacks one of them or has it twice
     */
    public static Columns open(Path file, String... required) {
        Columns columns = new Columns(file, CsvLines.open(file));
        try {
            columns.names(required);
            return columns;
        } catch (TableException e) {
            columns.close();
            throw e;
        }
    }

    private void names(String... required) {
        line = lines.next();
        if (line == null) {
            throw new TableException(file, "the file is empty; it needs a line of names, and rows");
        }
        names = line.cells();
        List<String> lacking = new ArrayList<>(Arrays.asList(required));
        lacking.removeAll(names);
        if (!lacking.isEmpty()) {
            throw new TableException(
                    file,
                    line.number(),
                    "there is no column " + String.join(", ", lacking) + "; the columns are "
                            + String.join(", ", names));
        }
        for (String name : required) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new TableException(file, line.number(), "there are two columns " + name + "; rename one");
            }
        }
    }

    /**
     * Goes on to the next row.
     *
     * @return whether there is one
     * @throws TableException if it has more or fewer cells than there are names
     */
    public boolean next() {
        line = lines.next();
        if (line != null && line.cells().size() != names.size()) {
            throw new TableException(
                    file,
                    line.number(),
                    "the line has " + line.cells().size() + " cells where there are " + names.size()
                            + " columns; mend or remove it");
        }
        return line != null;
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    /** The row's cell in a column; empty where there is no such column. */
    public String text(String name) {
        int at = names.indexOf(name);
        return at < 0 ? NONE : line.cells().get(at);
    }

    /** The line of the row, or of the names before the first; the first of the file is 1. */
    public long line() {
        return line.number();
    }

    /** What is wrong with the row's cell in a column. */
    public TableException refused(String name, String problem) {
        return new TableException(file, line.number(), name, problem);
    }

    @Override
    public void close() {
        lines.close();
    }
}
