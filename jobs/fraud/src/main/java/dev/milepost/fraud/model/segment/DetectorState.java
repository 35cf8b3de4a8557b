package dev.milepost.fraud.model.segment;

import static dev.milepost.runtime.codec.Fields.readBytes;
import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.writeBytes;
import static dev.milepost.runtime.codec.Fields.writeInt;

import dev.milepost.fraud.model.detect.Combination;
import dev.milepost.fraud.model.signal.DetectorInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The detectors of one shard, and how they are kept: their bytes as of some row, and the rows since. To write them all takes
 * milliseconds, so that is done every 1,024 rows; whoever reads them back takes the rows in again, and is where they were, to the
 * bit.
 *
 * <p>Size: the bytes about 0.8 MB once the samples are full, 1,024 rows of 23 numbers 190 KB; on the heap the detectors themselves,
 * as much again.
 */
final class DetectorState {

    /** So many rows are taken in before a tail means anything. */
    private static final int WARM_UP = 256;

    private static final int ROWS_BETWEEN = 1_024;
    private static final int WIDTH = DetectorInput.NAMES.size();

    /** Of all that is drawn by lot; the same in every shard and run. */
    private static final long SEED = 42;

    /** Null before the first {@link #ROWS_BETWEEN} rows. Never changed. */
    private byte[] bytes;

    private final List<double[]> since;
    private int rows;

    /** Made when it is asked for; goes along with a copy, since of two only one goes on. */
    private Combination detectors;

    DetectorState() {
        this(null, new ArrayList<>(), 0, null);
    }

    private DetectorState(byte[] bytes, List<double[]> since, int rows, Combination detectors) {
        this.bytes = bytes;
        this.since = since;
        this.rows = rows;
        this.detectors = detectors;
    }

    /** The state that goes on; this one is only written from now on. */
    DetectorState copy() {
        return new DetectorState(bytes, new ArrayList<>(since), rows, detectors);
    }

    /** How often the score of a row is as high, from 0 to 1; NaN while there have been too few. */
    double tail(double[] row) {
        if (rows < WARM_UP) {
            return Double.NaN;
        }
        return StrictMath.pow(10, -live().judge(row).assessment().tail());
    }

    void learn(double[] row) {
        live().learn(row);
        since.add(row.clone());
        rows++;
        if (since.size() == ROWS_BETWEEN) {
            bytes = written();
            since.clear();
        }
    }

    private Combination live() {
        if (detectors == null) {
            detectors = bytes == null ? new Combination(WIDTH, SEED) : read(bytes);
            since.forEach(detectors::learn);
        }
        return detectors;
    }

    private byte[] written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            detectors.write(new DataOutputStream(out));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return out.toByteArray();
    }

    private static Combination read(byte[] bytes) {
        try {
            return Combination.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of the detectors are corrupt: " + e.getMessage(), e);
        }
    }

    void write(DataOutput out) throws IOException {
        writeInt(rows, out);
        out.writeBoolean(bytes != null);
        if (bytes != null) {
            writeBytes(bytes, out);
        }
        writeInt(since.size(), out);
        for (double[] row : since) {
            for (double number : row) {
                out.writeDouble(number);
            }
        }
    }

    static DetectorState read(DataInput in) throws IOException {
        int rows = readInt(in);
        byte[] bytes = in.readBoolean() ? readBytes(in) : null;
        List<double[]> since = new ArrayList<>();
        for (int left = readInt(in); left > 0; left--) {
            double[] row = new double[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                row[i] = in.readDouble();
            }
            since.add(row);
        }
        return new DetectorState(bytes, since, rows, null);
    }
}
