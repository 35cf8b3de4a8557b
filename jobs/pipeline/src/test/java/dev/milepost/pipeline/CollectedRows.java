package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.schemas.Tables;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What a ReplacingMergeTree would show of rows: of each key the row of the greatest revision, no tombstones. */
final class CollectedRows {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Map<String, Row> latest = new HashMap<>();

    synchronized void addAll(Iterable<Row> rows) {
        rows.forEach(this::add);
    }

    private void add(Row row) {
        String key = row.table() + ":" + new String(row.key(), StandardCharsets.ISO_8859_1);
        Row present = latest.putIfAbsent(key, row);
        if (present == null) {
            return;
        }
        int order = Long.compare(revision(row), revision(present));
        if (order > 0) {
            latest.put(key, row);
        } else if (order == 0 && !Arrays.equals(row.bytes(), present.bytes())) {
            throw new AssertionError("Two rows of one key and revision differ: "
                    + RowDecoder.of(row.table()).json(present.bytes()) + " and "
                    + RowDecoder.of(row.table()).json(row.bytes()));
        }
    }

    /** The last 8 bytes but one, little end first: read without the rest, because most rows are soon replaced. */
    private static long revision(Row row) {
        return (long) LONG.get(row.bytes(), row.bytes().length - 1 - Long.BYTES);
    }

    private static boolean isDeleted(Row row) {
        return row.bytes()[row.bytes().length - 1] != 0;
    }

    synchronized List<SpecificRecord> rows() {
        Map<String, RowDecoder> decoders = new HashMap<>();
        List<SpecificRecord> records = new ArrayList<>();
        for (Row row : latest.values()) {
            if (!isDeleted(row)) {
                records.add(record(row, decoders.computeIfAbsent(row.table(), RowDecoder::of)));
            }
        }
        return records;
    }

    private static SpecificRecord record(Row row, RowDecoder decoder) {
        Map<String, Object> values = decoder.decode(row.bytes());
        Schema schema = Tables.named(row.table()).schema();
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), values.get(field.name()));
        }
        return record;
    }
}
