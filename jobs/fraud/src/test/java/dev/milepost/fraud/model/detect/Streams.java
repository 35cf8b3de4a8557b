package dev.milepost.fraud.model.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows by a seed, and states there and back. */
final class Streams {

    private Streams() {}

    interface Writing {
        void write(DataOutput out) throws IOException;
    }

    interface Reading<T> {
        T read(DataInput in) throws IOException;
    }

    /** Rows of correlated, skewed and constant features; each hundredth is far out in one direction. */
    static List<double[]> rows(int count, int width, long seed) {
        Random random = new Random(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double common = random.nextGaussian();
            double[] row = new double[width];
            for (int j = 0; j < width; j++) {
                double own = random.nextGaussian();
                row[j] = j % 3 == 0 ? common + own : j % 3 == 1 ? Math.exp(own) : Math.rint(own * 10);
                row[j] += i % 100 == 99 && j < 4 ? 8 : 0;
            }
            row[width - 1] = i == count / 2 ? 1 : 0;
            rows.add(row);
        }
        return rows;
    }

    static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static <T> T back(byte[] bytes, Reading<T> reading) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        T read = reading.read(in);
        if (in.available() > 0) {
            throw new IOException(in.available() + " bytes are left");
        }
        return read;
    }
}
