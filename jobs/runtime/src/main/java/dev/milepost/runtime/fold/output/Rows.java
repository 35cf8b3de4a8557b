package dev.milepost.runtime.fold.output;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.Emission;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.util.OutputTag;

/** Sends records to the warehouse as rows. One for each operator instance; not thread-safe. */
public final class Rows {

    /** Where every fold sends its rows. */
    public static final OutputTag<Row> SIDE = new OutputTag<>("rows", RowCodec.TYPE);

    private final Map<Class<?>, RowEncoder> encoders = new HashMap<>();

    public void put(SpecificRecord record, Emission<?> out) {
        out.collect(SIDE, encode(record, out.nextRevision(), false));
    }

    public void delete(SpecificRecord record, Emission<?> out) {
        out.collect(SIDE, encode(record, out.nextRevision(), true));
    }

    /**
     * Turns one set of rows into another: rows that are new or differ are put, and those whose key is left over become
     * tombstones.
     */
    public void replace(
            Collection<? extends SpecificRecord> before, Collection<? extends SpecificRecord> after, Emission<?> out) {
        if (before.isEmpty()) {
            after.forEach(record -> put(record, out));
            return;
        }
        Map<List<Object>, SpecificRecord> left = new LinkedHashMap<>();
        for (SpecificRecord record : before) {
            left.put(encoder(record).key(record), record);
        }
        for (SpecificRecord record : after) {
            if (!record.equals(left.remove(encoder(record).key(record)))) {
                put(record, out);
            }
        }
        left.values().forEach(surplus -> delete(surplus, out));
    }

    private Row encode(SpecificRecord record, long revision, boolean deleted) {
        return encoder(record).encode(record, revision, deleted);
    }

    private RowEncoder encoder(SpecificRecord record) {
        return encoders.computeIfAbsent(record.getClass(), type -> RowEncoder.of(record.getSchema()));
    }
}
