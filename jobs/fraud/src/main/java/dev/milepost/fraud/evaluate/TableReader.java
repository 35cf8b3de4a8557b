package dev.milepost.fraud.evaluate;

import dev.milepost.runtime.table.CsvLines;
import dev.milepost.runtime.table.TableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a table: a CSV file with a line of names, one column of labels (0 or 1), and numbers in all others. The first thing that
 * is wrong refuses the file.
 */
public final class TableReader {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final Path file;
    private final List<String> columns;
    private final int labelColumn;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();

    private TableReader(Path file, List<String> columns, int labelColumn) {
        this.file = file;
        this.columns = columns;
        this.labelColumn = labelColumn;
    }

    /**
     * Reads a file.
     *
     * @param file CSV, packed with gzip or not, which its first bytes tell
     * @param label the name of the column of labels
     * @throws TableException if it is no such table
     */
    public static LabelledTable read(Path file, String label) {
        try (CsvLines lines = CsvLines.open(file)) {
            CsvLines.Line names = lines.next();
            if (names == null) {
                throw new TableException(file, "the file is empty; it needs a line of names, and rows");
            }
            TableReader reader = new TableReader(file, names.cells(), labelColumn(file, names, label));
            for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
                reader.row(line);
            }
            if (reader.rows.isEmpty()) {
                throw new TableException(file, "there are names, but no rows");
            }
            return new LabelledTable(name(file), reader.rows, reader.labels);
        }
    }

    /** A file's name without its endings. */
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.gz$", "").replaceFirst("\\.csv$", "");
    }

    private static int labelColumn(Path file, CsvLines.Line names, String label) {
        List<String> columns = names.cells();
        int column = columns.indexOf(label);
        if (column < 0) {
            throw new TableException(
                    file,
                    names.number(),
                    "there is no column " + label + "; name the column of labels with --label. The columns are "
                            + String.join(", ", columns));
        }
        if (column != columns.lastIndexOf(label)) {
            throw new TableException(file, names.number(), "there are two columns " + label + "; rename one");
        }
        if (columns.size() == 1) {
            throw new TableException(file, names.number(), "there is no column but that of labels");
        }
        return column;
    }

    private void row(CsvLines.Line line) {
        List<String> cells = line.cells();
        if (cells.size() != columns.size()) {
            throw new TableException(
                    file,
                    line.number(),
                    "the row has " + cells.size() + " cells where there are " + columns.size()
                            + " columns; mend or remove it");
        }
        double[] row = new double[cells.size() - 1];
        int next = 0;
        for (int column = 0; column < cells.size(); column++) {
            if (column == labelColumn) {
                labels.add(label(line, cells.get(column)));
            } else {
                row[next++] = number(line, column, cells.get(column));
            }
        }
        rows.add(row);
    }

    private boolean label(CsvLines.Line line, String cell) {
        if (NUMBER.matcher(cell).matches()) {
            double label = Double.parseDouble(cell);
            if (label == 0 || label == 1) {
                return label == 1;
            }
        }
        throw new TableException(
                file,
                line.number(),
                columns.get(labelColumn),
                "'" + cell + "' is no label; write 1 for what is to be found, else 0");
    }

    private double number(CsvLines.Line line, int column, String cell) {
        if (cell.isEmpty()) {
            throw new TableException(
                    file, line.number(), columns.get(column), "the cell is empty; fill it in, or leave the column out");
        }
        double number = NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new TableException(
                    file,
                    line.number(),
                    columns.get(column),
                    "'" + cell + "' is no finite number; write one like -1.5e-3, or leave the column out");
        }
        return number;
    }
}
