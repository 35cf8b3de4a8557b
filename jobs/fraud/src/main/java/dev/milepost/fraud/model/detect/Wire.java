package dev.milepost.fraud.model.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.function.Consumer;
import java.util.function.IntFunction;
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

    private interface PutAt<T> {
        void put(T values, int at, DataOutput out) throws IOException;
    }

    private interface TakeAt<T> {
        void take(T values, int at, DataInput in) throws IOException;
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
        array(
                get,
                set,
                byte[]::new,
                (values, at, out) -> out.writeByte(values[at]),
                (values, at, in) -> values[at] = in.readByte());
    }

    final void integers(Supplier<int[]> get, Consumer<int[]> set) throws IOException {
        array(
                get,
                set,
                int[]::new,
                (values, at, out) -> out.writeInt(values[at]),
                (values, at, in) -> values[at] = in.readInt());
    }

    final void wholes(Supplier<long[]> get, Consumer<long[]> set) throws IOException {
        array(
                get,
                set,
                long[]::new,
                (values, at, out) -> out.writeLong(values[at]),
                (values, at, in) -> values[at] = in.readLong());
    }

    final void singles(Supplier<float[]> get, Consumer<float[]> set) throws IOException {
        array(
                get,
                set,
                float[]::new,
                (values, at, out) -> out.writeFloat(values[at]),
                (values, at, in) -> values[at] = in.readFloat());
    }

    final void reals(Supplier<double[]> get, Consumer<double[]> set) throws IOException {
        array(
                get,
                set,
                double[]::new,
                (values, at, out) -> out.writeDouble(values[at]),
                (values, at, in) -> values[at] = in.readDouble());
    }

    /** An array of primitives behind its length, element by element. */
    private <T> void array(Supplier<T> get, Consumer<T> set, IntFunction<T> make, PutAt<T> putAt, TakeAt<T> takeAt)
            throws IOException {
        field(
                get,
                set,
                (out, values) -> {
                    int length = values == null ? MISSING : Array.getLength(values);
                    out.writeInt(length);
                    for (int at = 0; at < length; at++) {
                        putAt.put(values, at, out);
                    }
                },
                in -> {
                    int length = length(in);
                    T values = length == MISSING ? null : make.apply(length);
                    for (int at = 0; at < length; at++) {
                        takeAt.take(values, at, in);
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
