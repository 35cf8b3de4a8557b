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

    /** As a boolean was before there was a third kind. */
    private static final int REFUSED = 0;

    private static final int ACCEPTED = 1;
    private static final int SUPPRESSED = 2;
    private static final EventCodec EVENT = new EventCodec();
    private static final AvroCodec<DeadLetterRow> DEAD_LETTER = new AvroCodec<>();

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Ingested value, DataOutput out) throws IOException {
        if (value.suppressed() != null) {
            out.writeByte(SUPPRESSED);
            Fields.writeText(value.suppressed().stream(), out);
            Fields.writeText(value.suppressed().origin().name(), out);
            Fields.writeInt(value.suppressed().origin().partition(), out);
            Fields.writeLong(value.suppressed().origin().position(), out);
            return;
        }
        out.writeByte(value.event() != null ? ACCEPTED : REFUSED);
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
        byte kind = in.readByte();
        if (kind == SUPPRESSED) {
            return Ingested.suppressed(
                    Fields.readName(in), new Origin(Fields.readName(in), Fields.readInt(in), Fields.readLong(in)));
        }
        if (kind == ACCEPTED) {
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
