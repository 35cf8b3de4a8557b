package dev.milepost.runtime.ingest;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Events between operators. What the payload says (stream, key, id, time) is read from it, not written twice. */
public final class EventCodec implements Codec<Event> {

    public static final CodecTypeInfo<Event> TYPE_INFO = CodecTypeInfo.of(Event.class, new EventCodec());

    private static final long serialVersionUID = 1L;
    private static final AvroCodec<SpecificRecord> PAYLOAD = new AvroCodec<>();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Event event, DataOutput out) throws IOException {
        Fields.writeLong(event.receivedAtMillis(), out);
        out.writeLong(event.contentHash());
        Fields.writeText(event.origin().name(), out);
        Fields.writeInt(event.origin().partition(), out);
        Fields.writeLong(event.origin().position(), out);
        PAYLOAD.write(event.payload(), out);
    }

    @Override
    public Event read(int version, DataInput in) throws IOException {
        long receivedAt = Fields.readLong(in);
        long contentHash = in.readLong();
        Origin origin = new Origin(Fields.readName(in), Fields.readInt(in), Fields.readLong(in));
        SpecificRecord payload = PAYLOAD.read(1, in);
        StreamContract contract = Streams.of(payload);
        return new Event(
                contract.stream(),
                contract.key(payload),
                contract.eventId(payload),
                contract.eventTimeMillis(payload),
                receivedAt,
                contentHash,
                origin,
                payload);
    }
}
