package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.schemas.StreamContract;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a file, as it was read. Exactly one of json, record and problem is set.
 *
 * @param contract the file's stream
 * @param origin the file and the line, or the record's number, from 1
 * @param json the line of a JSON-lines file
 * @param record the record of an Avro container
 * @param receivedAtMillis of an Avro container: when the log took it, where the container says so; else null
 * @param problem why the line is no text
 */
public record RawRecord(
        StreamContract contract,
        Origin origin,
        String json,
        SpecificRecord record,
        Long receivedAtMillis,
        String problem) {

    static RawRecord line(StreamContract contract, Origin origin, String json) {
        return new RawRecord(contract, origin, json, null, null, null);
    }

    static RawRecord unreadable(StreamContract contract, Origin origin, String problem) {
        return new RawRecord(contract, origin, null, null, null, problem);
    }

    /** What ingest makes of it. */
    public Ingested ingest(Intake intake, PersonalData personalData) {
        if (problem != null) {
            return Intake.undecodable(contract, problem, "", origin);
        }
        return json != null
                ? intake.ofJson(contract, json, personalData, origin)
                : intake.ofRecord(contract, record, receivedAtMillis, origin);
    }
}
