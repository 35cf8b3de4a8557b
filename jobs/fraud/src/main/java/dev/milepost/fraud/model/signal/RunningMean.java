package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.writeInt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The mean of values as they came, in doubles; sum and number are halved at {@link #MOST}, so that the last few thousand count. */
final class RunningMean {

    private static final int MOST = 4096;

    private double sum;
    private int count;

    void add(double value) {
        sum += value;
        count++;
        if (count >= MOST) {
            sum /= 2;
            count /= 2;
        }
    }

    /** NaN before the first. */
    double mean() {
        return count == 0 ? Double.NaN : sum / count;
    }

    RunningMean copy() {
        RunningMean copy = new RunningMean();
        copy.sum = sum;
        copy.count = count;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(sum);
        writeInt(count, out);
    }

    static RunningMean read(DataInput in) throws IOException {
        RunningMean read = new RunningMean();
        read.sum = in.readDouble();
        read.count = readInt(in);
        return read;
    }
}
