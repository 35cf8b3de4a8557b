package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What all detectors check of rows, and how they write them. */
final class Rows {

    /** Contributions where there are none. */
    static final double[] NONE = {};

    private static final int WIDEST = 1 << 16;

    private Rows() {}

    static int checkedWidth(int width) {
        if (width < 1 || width > WIDEST) {
            throw new IllegalArgumentException("A row of " + width + " values is none");
        }
        return width;
    }

    static void check(double[] row, int width) {
        if (row.length != width) {
            throw new IllegalArgumentException("A row of " + row.length + " values where rows have " + width);
        }
        for (double value : row) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A row with the value " + value);
            }
        }
    }

    static double[] clipped(double[] row, double limit) {
        double[] clipped = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            clipped[j] = Math.max(-limit, Math.min(limit, row[j]));
        }
        return clipped;
    }

    static double sum(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += value;
        }
        return sum;
    }

    /** The first bytes of every state: what it is of, and in which form. */
    static void writeHead(DataOutput out, int form, int width) throws IOException {
        out.writeByte(form);
        out.writeInt(width);
    }

    /** The width that a state of this form is for. */
    static int readHead(DataInput in, int form) throws IOException {
        int found = in.readUnsignedByte();
        if (found != form) {
            throw new IOException("The state has form " + found + ", but this version reads form " + form);
        }
        int width = in.readInt();
        if (width < 1 || width > WIDEST) {
            throw new IOException("The state is for rows of " + width + " values");
        }
        return width;
    }

    static void write(DataOutput out, double[] row) throws IOException {
        for (double value : row) {
            out.writeDouble(value);
        }
    }

    static double[] read(DataInput in, int width) throws IOException {
        double[] row = new double[width];
        for (int j = 0; j < width; j++) {
            row[j] = in.readDouble();
        }
        return row;
    }
}
