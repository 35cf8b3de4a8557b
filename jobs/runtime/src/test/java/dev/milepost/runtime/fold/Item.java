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
 * @param origin of a label, the time it speaks of: the same in all versions; of a visit, its time
 */
public record Item(
        String id, String identity, long timeMillis, long contentHash, long origin, int value, boolean isLabel)
        implements Timed {

    static Item visit(String id, long time, int value) {
        return new Item(id, id, time, value, time, value, false);
    }

    static Item label(String name, long time, long origin, int value) {
        return new Item(name + "@" + time, name, time, 0, origin, value, true);
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
            writeLong(item.origin, out);
            writeInt(item.value, out);
            out.writeBoolean(item.isLabel);
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
                    in.readBoolean());
        }
    }
}
