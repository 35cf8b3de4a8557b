package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.codec.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a block says: its header, its rows one after the other, and where each ends.
 *
 * <p>The header travels with the rows, because a block may be committed by a later release than the one that wrote it:
 * the names in it say which columns the rows have.
 */
final class BlockContent {

    private static final int TOKEN_BYTES = 16;

    private final byte[] header;
    private final byte[] data;
    private final int[] ends;

    /**
     * Makes a content; the arrays are not copied.
     *
     * @param ends for each row, the offset in {@code data} behind its last byte
     */
    BlockContent(byte[] header, byte[] data, int[] ends) {
        this.header = header;
        this.data = data;
        this.ends = ends;
    }

    byte[] header() {
        return header;
    }

    int rows() {
        return ends.length;
    }

    /** The bytes of the rows {@code from} (inclusive) to {@code to} (exclusive). */
    byte[] rows(int from, int to) {
        int start = start(from);
        int end = to == from ? start : ends[to - 1];
        return start == 0 && end == data.length ? data : Arrays.copyOfRange(data, start, end);
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /**
     * What the server recognises this block by: derived from the content alone, so that it is the same after any retry,
     * restore or rescale; the generation keeps a rebuild's rows from being taken for those of an earlier run.
     */
    String token(long generation, String table) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(table.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(header);
            digest.update(data);
            String hash = HexFormat.of().formatHex(digest.digest(), 0, TOKEN_BYTES);
            return generation + "-" + table + "-" + hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    byte[] encode() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(header.length + data.length + 2 * ends.length + 16);
        Fields.writeBytes(header, out);
        Fields.writeInt(ends.length, out);
        for (int row = 0; row < ends.length; row++) {
            Fields.writeInt(ends[row] - start(row), out);
        }
        Fields.writeBytes(data, out);
        return out.getCopyOfBuffer();
    }

    static BlockContent decode(byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        byte[] header = Fields.readBytes(in);
        int[] ends = new int[Fields.readInt(in)];
        int end = 0;
        for (int row = 0; row < ends.length; row++) {
            end += Fields.readInt(in);
            ends[row] = end;
        }
        byte[] data = Fields.readBytes(in);
        if (end != data.length || in.available() > 0) {
            throw new IOException("A block of " + ends.length + " rows ends at byte " + end + ", but holds "
                    + data.length + " bytes of rows: it is corrupt");
        }
        return new BlockContent(header, data, ends);
    }
}
