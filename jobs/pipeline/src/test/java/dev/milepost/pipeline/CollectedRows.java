package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.schemas.Tables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What a ReplacingMergeTree would show of rows: of each key the row of the greatest revision, no tombstones. */
final class CollectedRows {

    private record Version(long revision, boolean deleted, SpecificRecord record) {}

    private final Map<String, RowDecoder> decoders = new HashMap<>();
    private final Map<String, Version> latest = new HashMap<>();

    synchronized List<SpecificRecord> rows() {
        List<SpecificRecord> records = new ArrayList<>();
        for (Version version : latest.values()) {
            if (!version.deleted()) {
                records.add(version.record());
            }
        }
        return records;
    }

    synchronized void addAll(Iterable<Row> rows) {
        rows.forEach(this::add);
    }

    private void add(Row row) {
        Map<String, Object> values =
                decoders.computeIfAbsent(row.table(), RowDecoder::of).decode(row.bytes());
        Schema schema = Tables.named(row.table()).schema();
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), values.get(field.name()));
        }
        Version version = new Version((Long) values.get("revision"), (Integer) values.get("is_deleted") == 1, record);
        String key = row.table() + ":" + new String(row.key(), StandardCharsets.ISO_8859_1);
        Version present = latest.get(key);
        if (present != null && present.revision() == version.revision() && !present.equals(version)) {
            throw new AssertionError("Two rows of one key and revision differ: " + present + " and " + version);
        }
        if (present == null || present.revision() < version.revision()) {
            latest.put(key, version);
        }
    }
}
