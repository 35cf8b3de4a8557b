package dev.milepost.attribution.operator;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.Emission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Sends records to the warehouse as rows. One for each operator instance; not thread-safe. */
final class Rows {

    private final Map<Schema, RowEncoder> encoders = new HashMap<>();

    void put(SpecificRecord record, Emission<?> out) {
        out.collect(Sides.ROWS, encode(record, out.nextRevision(), false));
    }

    void delete(SpecificRecord record, Emission<?> out) {
        out.collect(Sides.ROWS, encode(record, out.nextRevision(), true));
    }

    /**
     * Turns one set of rows into another: rows that are new or differ are put, and those whose key is left over become
     * tombstones.
     */
    void replace(
            Collection<? extends SpecificRecord> before, Collection<? extends SpecificRecord> after, Emission<?> out) {
        Map<List<Object>, SpecificRecord> left = new HashMap<>();
        List<List<Object>> order = new ArrayList<>();
        for (SpecificRecord record : before) {
            List<Object> key = key(record);
            left.put(key, record);
            order.add(key);
        }
        for (SpecificRecord record : after) {
            if (!record.equals(left.remove(key(record)))) {
                put(record, out);
            }
        }
        for (List<Object> key : order) {
            SpecificRecord surplus = left.get(key);
            if (surplus != null) {
                delete(surplus, out);
            }
        }
    }

    private static List<Object> key(SpecificRecord record) {
        List<Object> key = new ArrayList<>();
        for (Object column : (Collection<?>) record.getSchema().getObjectProp("table_key")) {
            key.add(record.get(record.getSchema().getField(column.toString()).pos()));
        }
        return key;
    }

    private Row encode(SpecificRecord record, long revision, boolean deleted) {
        return encoders.computeIfAbsent(record.getSchema(), RowEncoder::of).encode(record, revision, deleted);
    }
}
