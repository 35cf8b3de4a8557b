package dev.milepost.attribution.operator;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The rows that a reader sees of what a fold told: of each key that of the greatest revision. */
final class UserRows {

    private final Map<String, RowDecoder> decoders = new HashMap<>();

    /** By table and key, tombstones too. */
    private final Map<String, Map<String, Object>> latest = new TreeMap<>();

    /** Takes all that are there; null: there are none. */
    void collect(Queue<StreamRecord<Row>> rows) {
        if (rows == null) {
            return;
        }
        for (StreamRecord<Row> record = rows.poll(); record != null; record = rows.poll()) {
            Row row = record.getValue();
            String key = row.table() + " " + new String(row.key(), StandardCharsets.ISO_8859_1);
            Map<String, Object> values =
                    decoders.computeIfAbsent(row.table(), RowDecoder::of).decode(row.bytes());
            Map<String, Object> present = latest.get(key);
            if (present == null || (Long) present.get("revision") < (Long) values.get("revision")) {
                latest.put(key, values);
            }
        }
    }

    /** The rows that stand, by table and key, without revision. */
    Map<String, Map<String, Object>> shown() {
        Map<String, Map<String, Object>> shown = new TreeMap<>(latest);
        shown.values().removeIf(row -> (Integer) row.get("is_deleted") == 1);
        shown.replaceAll((key, row) -> {
            Map<String, Object> values = new TreeMap<>(row);
            values.remove("revision");
            return values;
        });
        return shown;
    }

    List<Map<String, Object>> shown(String table) {
        return shown().entrySet().stream()
                .filter(row -> row.getKey().startsWith(table + " "))
                .map(Map.Entry::getValue)
                .toList();
    }
}
