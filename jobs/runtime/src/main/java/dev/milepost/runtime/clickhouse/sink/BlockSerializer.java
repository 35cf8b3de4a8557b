package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.codec.Fields;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** How a block is written in a checkpoint. To change the layout, raise the version and keep reading the old ones. */
final class BlockSerializer implements SimpleVersionedSerializer<Block> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Block block) throws IOException {
        int inline = block.inline() == null ? 0 : block.inline().length;
        DataOutputSerializer out = new DataOutputSerializer(128 + inline);
        Fields.writeText(block.table(), out);
        Fields.writeInt(block.rows(), out);
        Fields.writeText(block.token(), out);
        SpoolFile spooled = block.spooled();
        out.writeBoolean(spooled != null);
        if (spooled == null) {
            Fields.writeBytes(block.inline(), out);
        } else {
            Fields.writeText(spooled.path(), out);
            Fields.writeLong(spooled.length(), out);
            out.writeInt(spooled.crc32c());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public Block deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("This release reads blocks of version " + VERSION + ", the checkpoint holds version "
                    + version + ": start it with the release that wrote it, or a later one");
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String table = Fields.readText(in);
        int rows = Fields.readInt(in);
        String token = Fields.readText(in);
        return in.readBoolean()
                ? Block.spooled(
                        table, rows, token, new SpoolFile(Fields.readText(in), Fields.readLong(in), in.readInt()))
                : Block.inline(table, rows, token, Fields.readBytes(in));
    }
}
