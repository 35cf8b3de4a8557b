package dev.milepost.runtime.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How one type is written to bytes, by hand: on streams between operators and in keyed state.
 *
 * <p>Every value is written behind the codec's {@link #version()}, so that a state written by an earlier version can be
 * read by {@link #read}: to change a layout, raise the version, write the new one, and keep reading the old ones
 * from {@link #oldest} on.
 *
 * @param <T> the type; values are treated as immutable by {@link CodecSerializer} unless {@link #copy} says otherwise
 */
public interface Codec<T> extends Serializable {

    /** The version that {@link #write} writes, from 1 to 127. */
    int version();

    /**
     * The earliest version that {@link #read} still reads. One is given up where its values would read, and mean something
     * else: names that were made otherwise, for one.
     */
    default int oldest() {
        return 1;
    }

    void write(T value, DataOutput out) throws IOException;

    /** Reads what {@link #write} of that {@code version} wrote. */
    T read(int version, DataInput in) throws IOException;

    /** A value that shares nothing mutable with {@code value}. */
    default T copy(T value) {
        return value;
    }
}
