package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.population.TimedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What a warehouse would show of the blocks that were inserted: of each key the row of the greatest revision. */
final class VisibleRows {

    /** A row that was inserted, in a table that revisions rule. */
    record Version(long revision, boolean deleted, SpecificRecord record) {}

    private final Map<String, RowDecoder> decoders = new HashMap<>();
    private final Map<String, Version> latest = new TreeMap<>();
    private long inserted;

    synchronized void add(String table, byte[] block) {
        TableContract contract = Tables.named(table);
        for (Map<String, Object> values :
                decoders.computeIfAbsent(table, RowDecoder::of).decodeAll(block)) {
            SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, contract.schema());
            for (Schema.Field field : contract.schema().getFields()) {
                record.put(field.pos(), values.get(field.name()));
            }
            add(new Version((Long) values.get("revision"), (Integer) values.get("is_deleted") == 1, record));
        }
    }

    synchronized void add(Version version) {
        inserted++;
        TableContract contract = Tables.of(version.record());
        List<Object> key = new ArrayList<>();
        contract.key()
                .forEach(column -> key.add(
                        version.record().get(contract.schema().getField(column).pos())));
        Version present = latest.put(contract.table() + key, version);
        if (present != null && present.revision() > version.revision()) {
            latest.put(contract.table() + key, present);
        }
        if (present != null && present.revision() == version.revision() && !present.equals(version)) {
            throw new AssertionError("Two rows of one key and revision differ: " + present + " and " + version);
        }
    }

    /** Of each key the row of the greatest revision, those that say that there is none among them. */
    synchronized Collection<Version> latest() {
        return List.copyOf(latest.values());
    }

    synchronized List<SpecificRecord> visible() {
        return latest.values().stream()
                .filter(version -> !version.deleted())
                .map(Version::record)
                .toList();
    }

    /** Fails with the first row that differs and its events, if the tables that the oracle answers for are not these. */
    void assertAre(Collection<? extends SpecificRecord> expected, List<TimedRecord> log, String where) {
        List<SpecificRecord> judged = visible().stream()
                .filter(row -> AttributionTrial.TABLES.contains(TableKeys.table(row)))
                .toList();
        Differences differences = Differences.between(expected, judged);
        if (!differences.all().isEmpty()) {
            throw new AssertionError(DifferenceReport.text(differences, log, where, "the same test"));
        }
    }

    /** How many rows were ever inserted, repetitions too. */
    synchronized long inserted() {
        return inserted;
    }
}
