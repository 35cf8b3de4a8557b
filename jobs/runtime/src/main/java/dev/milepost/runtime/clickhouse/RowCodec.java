package dev.milepost.runtime.clickhouse;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Rows on streams and in state. Where the key's columns lead the row, as they do in nearly every table, the key is
 * written as a length only.
 */
public final class RowCodec implements Codec<Row> {

    private static final long serialVersionUID = 1L;

    /** The type of a stream of rows. */
    public static final TypeInformation<Row> TYPE = CodecTypeInfo.of(Row.class, new RowCodec());

    /** For savepoints, which name the class. */
    public RowCodec() {}

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Row row, DataOutput out) throws IOException {
        Fields.writeText(row.table(), out);
        out.writeBoolean(row.isLedByKey());
        if (row.isLedByKey()) {
            Fields.writeInt(row.keyLength(), out);
        } else {
            Fields.writeBytes(row.key(), out);
        }
        Fields.writeBytes(row.bytes(), out);
    }

    @Override
    public Row read(int version, DataInput in) throws IOException {
        String table = Fields.readName(in);
        if (!in.readBoolean()) {
            byte[] key = Fields.readBytes(in);
            return new Row(table, key, Fields.readBytes(in));
        }
        int keyLength = Fields.readInt(in);
        byte[] bytes = Fields.readBytes(in);
        if (keyLength < 0 || keyLength > bytes.length) {
            throw new IOException(
                    "A key of " + keyLength + " bytes leads a row of " + bytes.length + ": the bytes are corrupt");
        }
        return Row.led(table, keyLength, bytes);
    }
}
