package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes events of subjects; what is absent takes one bit. */
public final class SubjectEventCodec implements Codec<SubjectEvent> {

    private static final long serialVersionUID = 1L;

    private static final int IS_EVENT = 1;
    private static final int STANDS = 2;
    private static final int HAS_IDENTITY = 4;
    private static final int HAS_AMOUNT = 8;
    private static final int HAS_MRR = 16;
    private static final int HAS_VALUE = 32;
    private static final int HAS_REFERRALS = 64;

    @Override
    public int version() {
        return 3;
    }

    /** No release has written those before. */
    @Override
    public int oldest() {
        return 3;
    }

    @Override
    public void write(SubjectEvent event, DataOutput out) throws IOException {
        boolean ownIdentity = !event.identity().equals(event.id());
        out.writeByte((event.isEvent() ? IS_EVENT : 0)
                | (event.stands() ? STANDS : 0)
                | (ownIdentity ? HAS_IDENTITY : 0)
                | (event.amountMinor() == null ? 0 : HAS_AMOUNT)
                | (event.mrrMinor() == null ? 0 : HAS_MRR)
                | (event.valueMicros() == null ? 0 : HAS_VALUE)
                | (event.referrals().isEmpty() ? 0 : HAS_REFERRALS));
        writeText(event.name(), out);
        writeLong(event.timeMillis(), out);
        writeText(event.id(), out);
        writeLong(event.knownMillis() - event.timeMillis(), out);
        if (ownIdentity) {
            writeText(event.identity(), out);
        }
        writeInt(event.seenBy(), out);
        writeText(event.program(), out);
        writeText(event.currency(), out);
        writeIfPresent(event.amountMinor(), out);
        writeIfPresent(event.mrrMinor(), out);
        writeIfPresent(event.valueMicros(), out);
        if (!event.referrals().isEmpty()) {
            writeList(event.referrals(), Fields::writeText, out);
        }
        writeInt(event.fields().size(), out);
        // Sorted: equal events have equal bytes.
        for (Map.Entry<String, String> field : new TreeMap<>(event.fields()).entrySet()) {
            writeText(field.getKey(), out);
            writeText(field.getValue(), out);
        }
    }

    private static void writeIfPresent(Long number, DataOutput out) throws IOException {
        if (number != null) {
            writeLong(number, out);
        }
    }

    @Override
    public SubjectEvent read(int version, DataInput in) throws IOException {
        int has = in.readByte();
        String name = readName(in);
        long time = readLong(in);
        String id = readText(in);
        long known = time + readLong(in);
        String identity = (has & HAS_IDENTITY) == 0 ? id : readText(in);
        int seenBy = readInt(in);
        String program = readName(in);
        String currency = readName(in);
        Long amount = (has & HAS_AMOUNT) == 0 ? null : (Long) readLong(in);
        Long mrr = (has & HAS_MRR) == 0 ? null : (Long) readLong(in);
        Long value = (has & HAS_VALUE) == 0 ? null : (Long) readLong(in);
        List<String> referrals = (has & HAS_REFERRALS) == 0 ? List.of() : readList(Fields::readText, in);
        int size = readInt(in);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < size; i++) {
            fields.put(readName(in), readText(in));
        }
        return new SubjectEvent(
                name,
                time,
                id,
                known,
                identity,
                (has & IS_EVENT) != 0,
                (has & STANDS) != 0,
                seenBy,
                program,
                currency,
                amount,
                mrr,
                value,
                referrals,
                fields);
    }
}
