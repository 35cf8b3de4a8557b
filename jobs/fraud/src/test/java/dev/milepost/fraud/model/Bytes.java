package dev.milepost.fraud.model;

import dev.milepost.runtime.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** States as the bytes that a savepoint would hold. */
public final class Bytes {

    private Bytes() {}

    public static <T> byte[] of(Codec<T> codec, T state) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            codec.write(state, out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state, written and read again; fails where bytes are left over. */
    public static <T> T restored(Codec<T> codec, T state) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(of(codec, state)))) {
            T restored = codec.read(codec.version(), in);
            if (in.available() > 0) {
                throw new IllegalStateException(in.available() + " bytes are left over");
            }
            return restored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
