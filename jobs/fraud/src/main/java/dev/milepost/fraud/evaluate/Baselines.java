package dev.milepost.fraud.evaluate;

import dev.milepost.runtime.table.CsvLines;
import dev.milepost.runtime.table.TableException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of other detectors on the same rows: a CSV file with the columns file, detector, auc, ap. */
public final class Baselines {

    private static final List<String> COLUMNS = List.of("file", "detector", "auc", "ap");

    /** By the name of a table, then by detector, as the file lists them. */
    private final Map<String, Map<String, Figure>> tables = new LinkedHashMap<>();

    private Baselines() {}

    /** AUC and average precision. */
    public record Figure(double auc, double averagePrecision) {}

    public static Baselines none() {
        return new Baselines();
    }

    /**
     * Reads a file of them.
     *
     * @throws TableException if it is no such file
     */
    public static Baselines read(Path file) {
        Baselines baselines = new Baselines();
        try (CsvLines lines = CsvLines.open(file)) {
            CsvLines.Line names = lines.next();
            if (names == null || !names.cells().equals(COLUMNS)) {
                throw new TableException(file, "baselines have the columns " + String.join(", ", COLUMNS));
            }
            for (CsvLines.Line line = lines.next(); line != null; line = lines.next()) {
                baselines.add(file, line);
            }
        }
        return baselines;
    }

    private void add(Path file, CsvLines.Line line) {
        List<String> cells = line.cells();
        if (cells.size() != COLUMNS.size()) {
            throw new TableException(
                    file, line.number(), "the row has " + cells.size() + " cells where there are " + COLUMNS.size());
        }
        Figure figure = new Figure(share(file, line, 2), share(file, line, 3));
        tables.computeIfAbsent(cells.get(0), name -> new LinkedHashMap<>()).put(cells.get(1), figure);
    }

    private static double share(Path file, CsvLines.Line line, int column) {
        try {
            double share = Double.parseDouble(line.cells().get(column));
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // Told below, as what is out of range is.
        }
        throw new TableException(
                file,
                line.number(),
                COLUMNS.get(column),
                "'" + line.cells().get(column) + "' is no number from 0 to 1");
    }

    /** Those of a table, by detector; none where it has none. */
    public Map<String, Figure> of(LabelledTable table) {
        return tables.getOrDefault(table.name(), Map.of());
    }
}
