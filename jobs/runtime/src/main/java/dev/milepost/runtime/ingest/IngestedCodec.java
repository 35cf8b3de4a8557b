package dev.milepost.runtime.ingest;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
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
        return 1;
    }

    @Override
    public void write(Ingested value, DataOutput out) throws IOException {
        out.writeBoolean(value.event() != null);
        if (value.event() != null) {
            EVENT.write(value.event(), out);
        } else {
            DEAD_LETTER.write(value.deadLetter(), out);
        }
    }

    @Override
    public Ingested read(int version, DataInput in) throws IOException {
        return in.readBoolean() ? Ingested.accepted(EVENT.read(1, in)) : Ingested.refused(DEAD_LETTER.read(1, in));
    }
}
