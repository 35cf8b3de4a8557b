package dev.milepost.runtime.fold;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link SessionModel} folds: a visit (an event), or a version of a label (a fact).
 *
 * @param about of a label, the time it speaks of: the same in all versions; of a visit, its time
 * @param receivedAtMillis tells copies of a visit apart; not part of its content
 */
public record Item(
        String id,
        String identity,
        long timeMillis,
        long contentHash,
        long about,
        int value,
        boolean isLabel,
        long receivedAtMillis)
        implements Timed {

    static Item visit(String id, long time, int value) {
        return new Item(id, id, time, value, time, value, false, 0);
    }

    static Item label(String name, long time, long about, int value) {
        return new Item(name + "@" + time, name, time, 0, about, value, true, 0);
    }

    @Override
    public boolean isEvent() {
        return !isLabel;
    }

    Item receivedAt(long millis) {
        return new Item(id, identity, timeMillis, contentHash, about, value, isLabel, millis);
    }

    /** Writes an item. */
    public static final class ItemCodec implements Codec<Item> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Item item, DataOutput out) throws IOException {
            writeText(item.id, out);
            writeText(item.identity, out);
            writeLong(item.timeMillis, out);
            writeLong(item.contentHash, out);
            writeLong(item.about, out);
            writeInt(item.value, out);
            out.writeBoolean(item.isLabel);
            writeLong(item.receivedAtMillis, out);
        }

        @Override
        public Item read(int version, DataInput in) throws IOException {
            return new Item(
                    readText(in),
                    readText(in),
                    readLong(in),
                    readLong(in),
                    readLong(in),
                    readInt(in),
                    in.readBoolean(),
                    readLong(in));
        }
    }
}
