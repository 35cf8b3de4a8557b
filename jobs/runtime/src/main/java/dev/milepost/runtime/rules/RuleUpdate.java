package dev.milepost.runtime.rules;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.runtime.ingest.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A version of a rule as it arrives on a stream, before the {@link RuleGate} has judged it.
 *
 * @param eventId the record's
 * @param eventTimeMillis when it was sent
 * @param receivedAtMillis when the log took it
 * @param origin where it was read
 * @param id the version that its record says it is
 * @param text what it says
 * @param payload the record, as a dead letter holds it
 */
public record RuleUpdate(
        String eventId,
        long eventTimeMillis,
        long receivedAtMillis,
        Origin origin,
        String id,
        String text,
        String payload) {

    public static final TypeInformation<RuleUpdate> TYPE = CodecTypeInfo.of(RuleUpdate.class, new RuleUpdateCodec());

    /** Writes an update, for streams. */
    public static final class RuleUpdateCodec implements Codec<RuleUpdate> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(RuleUpdate update, DataOutput out) throws IOException {
            Fields.writeText(update.eventId, out);
            Fields.writeLong(update.eventTimeMillis, out);
            Fields.writeLong(update.receivedAtMillis, out);
            Fields.writeText(update.origin.name(), out);
            Fields.writeInt(update.origin.partition(), out);
            Fields.writeLong(update.origin.position(), out);
            Fields.writeText(update.id, out);
            Fields.writeText(update.text, out);
            Fields.writeText(update.payload, out);
        }

        @Override
        public RuleUpdate read(int version, DataInput in) throws IOException {
            return new RuleUpdate(
                    Fields.readText(in),
                    Fields.readLong(in),
                    Fields.readLong(in),
                    new Origin(Fields.readName(in), Fields.readInt(in), Fields.readLong(in)),
                    Fields.readText(in),
                    Fields.readText(in),
                    Fields.readText(in));
        }
    }
}
