package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fields on their way to bytes or back: what names a field once, with how to get and how to set it, does both. Arrays and
 * texts may be missing.
 */
abstract class Wire {

    private static final int LONGEST = 1 << 26;
    private static final int MISSING = -1;

    private interface Put<T> {
        void put(DataOutput out, T value) throws IOException;
    }

    private interface Take<T> {
        T take(DataInput in) throws IOException;
    }

    abstract <T> void field(Supplier<T> get, Consumer<T> set, Put<T> put, Take<T> take) throws IOException;

    final void integer(Supplier<Integer> get, Consumer<Integer> set) throws IOException {
        field(get, set, DataOutput::writeInt, DataInput::readInt);
    }

    final void whole(Supplier<Long> get, Consumer<Long> set) throws IOException {
        field(get, set, DataOutput::writeLong, DataInput::readLong);
    }

    final void real(Supplier<Double> get, Consumer<Double> set) throws IOException {
        field(get, set, DataOutput::writeDouble, DataInput::readDouble);
    }

    final void single(Supplier<Float> get, Consumer<Float> set) throws IOException {
        field(get, set, DataOutput::writeFloat, DataInput::readFloat);
    }

    final void flag(Supplier<Boolean> get, Consumer<Boolean> set) throws IOException {
        field(get, set, DataOutput::writeBoolean, DataInput::readBoolean);
    }

    final void text(Supplier<String> get, Consumer<String> set) throws IOException {
        field(
                get,
                set,
                (out, value) -> {
                    out.writeBoolean(value != null);
                    if (value != null) {
                        out.writeUTF(value);
                    }
                },
                in -> in.readBoolean() ? in.readUTF() : null);
    }

    final void bytes(Supplier<byte[]> get, Consumer<byte[]> set) throws IOException {
        field(
                get,
                set,
                (out, values) -> {
                    out.writeInt(values == null ? MISSING : values.length);
                    for (int i = 0; values != null && i < values.length; i++) {
                        out.writeByte(values[i]);
                    }
                },
                in -> {
                    int length = length(in);
                    byte[] values = length == MISSING ? null : new byte[length];
                    for (int i = 0; i < length; i++) {
                        values[i] = in.readByte();
                    }
                    return values;
                });
    }

    final void integers(Supplier<int[]> get, Consumer<int[]> set) throws IOException {
        field(
                get,
                set,
                (out, values) -> {
                    out.writeInt(values == null ? MISSING : values.length);
                    for (int i = 0; values != null && i < values.length; i++) {
                        out.writeInt(values[i]);
                    }
                },
                in -> {
                    int length = length(in);
                    int[] values = length == MISSING ? null : new int[length];
                    for (int i = 0; i < length; i++) {
                        values[i] = in.readInt();
                    }
                    return values;
                });
    }

    final void wholes(Supplier<long[]> get, Consumer<long[]> set) throws IOException {
        field(
                get,
                set,
                (out, values) -> {
                    out.writeInt(values == null ? MISSING : values.length);
                    for (int i = 0; values != null && i < values.length; i++) {
                        out.writeLong(values[i]);
                    }
                },
                in -> {
                    int length = length(in);
                    long[] values = length == MISSING ? null : new long[length];
                    for (int i = 0; i < length; i++) {
                        values[i] = in.readLong();
                    }
                    return values;
                });
    }

    final void singles(Supplier<float[]> get, Consumer<float[]> set) throws IOException {
        field(
                get,
                set,
                (out, values) -> {
                    out.writeInt(values == null ? MISSING : values.length);
                    for (int i = 0; values != null && i < values.length; i++) {
                        out.writeFloat(values[i]);
                    }
                },
                in -> {
                    int length = length(in);
                    float[] values = length == MISSING ? null : new float[length];
                    for (int i = 0; i < length; i++) {
                        values[i] = in.readFloat();
                    }
                    return values;
                });
    }

    final void reals(Supplier<double[]> get, Consumer<double[]> set) throws IOException {
        field(
                get,
                set,
                (out, values) -> {
                    out.writeInt(values == null ? MISSING : values.length);
                    for (int i = 0; values != null && i < values.length; i++) {
                        out.writeDouble(values[i]);
                    }
                },
                in -> {
                    int length = length(in);
                    double[] values = length == MISSING ? null : new double[length];
                    for (int i = 0; i < length; i++) {
                        values[i] = in.readDouble();
                    }
                    return values;
                });
    }

    private static int length(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < MISSING || length > LONGEST) {
            throw new IOException("The state has an array of " + length + " values");
        }
        return length;
    }

    /** Writes. */
    static final class To extends Wire {

        private final DataOutput out;

        To(DataOutput out) {
            this.out = out;
        }

        @Override
        <T> void field(Supplier<T> get, Consumer<T> set, Put<T> put, Take<T> take) throws IOException {
            put.put(out, get.get());
        }
    }

    /** Reads. */
    static final class From extends Wire {

        private final DataInput in;

        From(DataInput in) {
            this.in = in;
        }

        @Override
        <T> void field(Supplier<T> get, Consumer<T> set, Put<T> put, Take<T> take) throws IOException {
            set.accept(take.take(in));
        }
    }
}
