package dev.milepost.fraud.evaluate;

import java.util.List;

/** Rows of numbers in the order of the file, and which of them are positive. */
public final class LabelledTable {

    private final String name;
    private final List<double[]> rows;
    private final List<Boolean> labels;

    LabelledTable(String name, List<double[]> rows, List<Boolean> labels) {
        this.name = name;
        this.rows = rows;
        this.labels = labels;
    }

    /** The file's name without {@code .csv} and {@code .gz}. */
    public String name() {
        return name;
    }

    /** What it is one of several of: the name up to its first number, {@code card_replicate} of {@code card_replicate_0}. */
    public String family() {
        String family = name.replaceFirst("[_-]?\\d.*$", "");
        return family.isEmpty() ? name : family;
    }

    /** Values of a row. */
    public int width() {
        return rows.get(0).length;
    }

    public int size() {
        return rows.size();
    }

    double[] row(int index) {
        return rows.get(index);
    }

    boolean isPositive(int index) {
        return labels.get(index);
    }

    public long positives() {
        return labels.stream().filter(label -> label).count();
    }
}
