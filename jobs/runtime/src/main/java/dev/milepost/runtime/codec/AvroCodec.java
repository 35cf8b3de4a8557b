package dev.milepost.runtime.codec;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Generated Avro records, in single-object encoding: the schema's fingerprint travels along, so bytes of every published
 * version are read. Records are treated as immutable.
 *
 * @param <T> the record's class
 */
public final class AvroCodec<T extends SpecificRecord> implements Codec<T> {

    private static final long serialVersionUID = 1L;

    /** Flink shares a codec among threads; a {@link Wire} is for one. */
    private static final ThreadLocal<Wire> WIRE = ThreadLocal.withInitial(Wire::new);

    /** Type information of a generated record. */
    public static <T extends SpecificRecord> CodecTypeInfo<T> typeInfo(Class<T> type) {
        return CodecTypeInfo.of(type, new AvroCodec<T>());
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(T value, DataOutput out) throws IOException {
        Fields.writeBytes(WIRE.get().encode(value), out);
    }

    @Override
    public T read(int version, DataInput in) throws IOException {
        try {
            @SuppressWarnings("unchecked")
            T record = (T) WIRE.get().decode(Fields.readBytes(in));
            return record;
        } catch (WireException e) {
            throw new IOException("A record between operators or in state cannot be read: " + e.getMessage(), e);
        }
    }
}
