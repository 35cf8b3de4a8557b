package dev.milepost.runtime.ingest;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a source emits, between operators and in spool files. */
public final class IngestedCodec implements Codec<Ingested> {

    public static final CodecTypeInfo<Ingested> TYPE_INFO = CodecTypeInfo.of(Ingested.class, new IngestedCodec());

    private static final long serialVersionUID = 1L;
    private static final EventCodec EVENT = new EventCodec();
    private static final AvroCodec<DeadLetterRow> DEAD_LETTER = new AvroCodec<>();

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Ingested value, DataOutput out) throws IOException {
        out.writeBoolean(value.event() != null);
        if (value.event() != null) {
            EVENT.write(value.event(), out);
        } else {
            DEAD_LETTER.write(value.deadLetter(), out);
            writeRaw(value.raw(), out);
        }
    }

    private static void writeRaw(RawValue raw, DataOutput out) throws IOException {
        out.writeBoolean(raw != null);
        if (raw == null) {
            return;
        }
        out.writeBoolean(raw.value() != null);
        if (raw.value() != null) {
            Fields.writeBytes(raw.value(), out);
        }
        out.writeBoolean(raw.receivedAtMillis() != null);
        if (raw.receivedAtMillis() != null) {
            out.writeLong(raw.receivedAtMillis());
        }
    }

    @Override
    public Ingested read(int version, DataInput in) throws IOException {
        if (in.readBoolean()) {
            return Ingested.accepted(EVENT.read(1, in));
        }
        // Version 1 kept no raw record.
        return Ingested.refused(DEAD_LETTER.read(1, in), version == 1 ? null : readRaw(in));
    }

    private static RawValue readRaw(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        byte[] value = in.readBoolean() ? Fields.readBytes(in) : null;
        return new RawValue(value, in.readBoolean() ? in.readLong() : null);
    }
}
