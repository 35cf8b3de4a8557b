package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The attribution of users in Flink's harness, and what a ReplacingMergeTree shows of its rows. */
final class UserRun implements AutoCloseable {

    private static final FoldSettings FOLDS = new FoldSettings(
            Duration.ofHours(24).toMillis(),
            Duration.ofMinutes(1).toMillis(),
            Duration.ofMinutes(10).toMillis(),
            Long.MAX_VALUE,
            1);

    private final KeyedOneInputStreamOperatorTestHarness<String, Change<UserFact>, Row> harness;
    private final Map<String, RowDecoder> decoders = new HashMap<>();

    /** By table and key, tombstones too. */
    private final Map<String, Map<String, Object>> latest = new TreeMap<>();

    UserRun(AttributionRules rules) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AttributionFolds(rules, FOLDS).attribution()),
                change -> change.element().userId(),
                Types.STRING);
        harness.open();
    }

    void feed(Change<UserFact> change) throws Exception {
        harness.processElement(change, change.element().timeMillis());
        collect();
    }

    void watermark(long timeMillis) throws Exception {
        harness.processWatermark(timeMillis);
        collect();
    }

    private void collect() {
        var rows = harness.getSideOutput(Sides.ROWS);
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

    int entriesOfState() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("The harness cannot be closed", e);
        }
    }
}
