package dev.milepost.runtime.clickhouse;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.Fields;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Rows on streams and in state. Where the key's columns lead the row, as they do in every table today, the key is
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
    public void write(Row row, DataOutputView out) throws IOException {
        byte[] key = row.key();
        byte[] bytes = row.bytes();
        boolean leads = key.length <= bytes.length && Arrays.equals(key, 0, key.length, bytes, 0, key.length);
        Fields.writeText(row.table(), out);
        out.writeBoolean(leads);
        if (leads) {
            Fields.writeInt(key.length, out);
        } else {
            Fields.writeBytes(key, out);
        }
        Fields.writeBytes(bytes, out);
    }

    @Override
    public Row read(int version, DataInputView in) throws IOException {
        String table = Fields.readText(in);
        boolean leads = in.readBoolean();
        if (leads) {
            int length = Fields.readInt(in);
            byte[] bytes = Fields.readBytes(in);
            return new Row(table, Arrays.copyOf(bytes, length), bytes);
        }
        byte[] key = Fields.readBytes(in);
        return new Row(table, key, Fields.readBytes(in));
    }
}
