package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.ingest.RawValue;
import dev.milepost.schemas.StreamContract;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a file, as it was read. Exactly one of json, record and raw is set.
 *
 * @param contract the file's stream
 * @param origin the file and the line, or the record's number, from 1
 * @param json the line of a JSON-lines file
 * @param record the record of an Avro container
 * @param receivedAtMillis of such a record: when the log took it, where the container says so; else null
 * @param raw the record of a topic that was refused when it was first read, to be judged again; with a problem, the
 *     bytes of a line, at least its first {@link LineRecords#MAX_LINE}
 * @param problem why the line is no text; else null
 */
public record RawRecord(
        StreamContract contract,
        Origin origin,
        String json,
        SpecificRecord record,
        Long receivedAtMillis,
        RawValue raw,
        String problem) {

    static RawRecord line(StreamContract contract, Origin origin, String json) {
        return new RawRecord(contract, origin, json, null, null, null, null);
    }

    static RawRecord unreadable(StreamContract contract, Origin origin, byte[] line, String problem) {
        return new RawRecord(contract, origin, null, null, null, new RawValue(line, null), problem);
    }

    static RawRecord decoded(StreamContract contract, Origin origin, SpecificRecord record, Long receivedAtMillis) {
        return new RawRecord(contract, origin, null, record, receivedAtMillis, null, null);
    }

    static RawRecord refused(StreamContract contract, Origin origin, byte[] value, Long receivedAtMillis) {
        return new RawRecord(contract, origin, null, null, null, new RawValue(value, receivedAtMillis), null);
    }

    /** What ingest makes of it. */
    public Ingested ingest(Intake intake, PersonalData personalData) {
        if (problem != null) {
            return Intake.unreadable(contract, problem, raw.value(), origin);
        }
        if (raw != null) {
            return raw.receivedAtMillis() == null
                    ? intake.withoutReceipt(contract, raw.value(), origin)
                    : intake.ofWire(contract, raw.value(), raw.receivedAtMillis(), origin);
        }
        return json != null
                ? intake.ofJson(contract, json, personalData, origin)
                : intake.ofRecord(contract, record, receivedAtMillis, origin);
    }
}
