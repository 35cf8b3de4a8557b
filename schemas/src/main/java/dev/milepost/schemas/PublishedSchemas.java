package dev.milepost.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every schema that bytes may have been written with, by its 64-bit Rabin fingerprint (Avro specification, "Schema
 * Fingerprints"). Immutable and shared.
 *
 * <p>Versions that differ in nothing that Avro's parsing canonical form knows (documentation, defaults) share a
 * fingerprint; their bytes are alike.
 */
final class PublishedSchemas {

    /** A schema that bytes were written with, and the class they are read into. */
    record Published(Schema writer, Class<? extends SpecificRecord> type, Schema current) {}

    private static final PublishedSchemas INSTANCE = of(SchemaHistory.shipped());

    private final Map<Long, Published> byFingerprint;

    PublishedSchemas(Map<Long, Published> byFingerprint) {
        this.byFingerprint = Map.copyOf(byFingerprint);
    }

    static PublishedSchemas get() {
        return INSTANCE;
    }

    /** The published schema of that fingerprint, or null. */
    Published find(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    /** Every version of every contract that the history holds, and the current ones. */
    static PublishedSchemas of(SchemaHistory history) {
        Map<Long, Published> found = new HashMap<>();
        for (Class<? extends SpecificRecord> type : Contracts.ALL) {
            Schema current = Contracts.schemaOf(type);
            for (Schema version : history.versions(type.getSimpleName())) {
                found.put(SchemaNormalization.parsingFingerprint64(version), new Published(version, type, current));
            }
            // Last, so that bytes of the current version are read without resolving.
            found.put(SchemaNormalization.parsingFingerprint64(current), new Published(current, type, current));
        }
        return new PublishedSchemas(found);
    }
}
