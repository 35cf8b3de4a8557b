package dev.milepost.runtime.codec;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * Flink's view of a {@link Codec}: each value is one byte of version and what the codec wrote.
 *
 * @param <T> the type
 */
public final class CodecSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    /** A greater buffer is given back. */
    private static final int KEPT_BUFFER = 1 << 16;

    private static final ThreadLocal<DataOutputSerializer> BUFFER =
            ThreadLocal.withInitial(() -> new DataOutputSerializer(1024));

    private final Codec<T> codec;

    public CodecSerializer(Codec<T> codec) {
        this.codec = codec;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return codec.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return codec.copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        whole(value, this::write, target);
    }

    /** Writes a value part by part. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, DataOutputSerializer out) throws IOException;
    }

    /**
     * Writes a value in one piece: a snapshot's stream takes a lock and several calls for each byte that it is given apart.
     * An array gets the same bytes as they come.
     */
    static <T> void whole(T value, Writer<T> writer, DataOutputView target) throws IOException {
        if (target instanceof DataOutputSerializer array) {
            writer.write(value, array);
            return;
        }
        DataOutputSerializer buffer = BUFFER.get();
        buffer.clear();
        writer.write(value, buffer);
        target.write(buffer.getSharedBuffer(), 0, buffer.length());
        if (buffer.length() > KEPT_BUFFER) {
            BUFFER.remove();
        }
    }

    private void write(T value, DataOutputSerializer target) throws IOException {
        target.writeByte(codec.version());
        codec.write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        int version = source.readByte();
        if (version < codec.oldest() || version > codec.version()) {
            throw new IOException(codec.getClass().getSimpleName() + " reads versions " + codec.oldest() + " to "
                    + codec.version() + ", found " + version
                    + (version > 0 && version < codec.oldest()
                            ? ": the state is of an earlier release, start anew and rebuild"
                            : ": the bytes are of a later release, or corrupt"));
        }
        return codec.read(version, source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodecSerializer<?> that && codec.getClass() == that.codec.getClass();
    }

    @Override
    public int hashCode() {
        return codec.getClass().hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(codec);
    }

    /**
     * Names the codec's class in a savepoint. Values carry their own version, so any codec of the same name that reads
     * the written version is compatible as it is.
     *
     * @param <T> the type
     */
    public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {

        private Codec<T> codec;
        private int writtenVersion;

        /** For Flink, which reads the rest by {@link #readSnapshot}. */
        public Snapshot() {}

        Snapshot(Codec<T> codec) {
            this.codec = codec;
            this.writtenVersion = codec.version();
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(codec.getClass().getName());
            out.writeInt(codec.version());
        }

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) throws IOException {
            String name = in.readUTF();
            writtenVersion = in.readInt();
            try {
                @SuppressWarnings("unchecked")
                Class<Codec<T>> type = (Class<Codec<T>>)
                        (Class<?>) Class.forName(name, true, loader).asSubclass(Codec.class);
                codec = InstantiationUtil.instantiate(type);
            } catch (ClassNotFoundException e) {
                throw new IOException("The state was written by codec " + name + ", which this release lacks", e);
            }
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return new CodecSerializer<>(codec);
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
            if (!(old instanceof Snapshot<T> written) || written.codec.getClass() != codec.getClass()) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            return written.writtenVersion >= codec.oldest() && written.writtenVersion <= codec.version()
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
