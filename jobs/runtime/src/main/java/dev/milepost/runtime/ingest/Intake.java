package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.ContentHash;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.WireException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * Makes of every record an event or a dead letter: decodes it, checks its values, judges its times. The same for topics
 * and files. For one thread at a time.
 */
public final class Intake {

    private final TopicDecoder decoder;
    private final ContentHash contentHash = new ContentHash();
    private final TimeRules timeRules;
    private final Map<String, Validation> validations = new HashMap<>();
    private final Map<String, OwnWords> ownWords = new HashMap<>();
    private final Eraser eraser;

    /**
     * For a person's command: of topics it reads what the settings say, and asks the registry as this process's
     * environment says.
     */
    public Intake(Settings settings) {
        this(
                settings,
                Framing.decoders(settings, RegistryCredentials.of(System.getenv()))
                        .open(new UnregisteredMetricsGroup()));
    }

    /**
     * For an operator.
     *
     * @param decoder reads the records of topics
     */
    public Intake(Settings settings, TopicDecoder decoder) {
        this.decoder = decoder;
        timeRules = TimeRules.of(settings);
        eraser = Eraser.of(settings.get(IngestSettings.ERASED));
        for (StreamContract contract : Streams.all()) {
            validations.put(contract.stream(), Validation.of(contract, settings));
            ownWords.put(contract.stream(), new OwnWords(contract));
        }
    }

    /**
     * A record of a topic.
     *
     * @param bytes the record's value; null is a tombstone, which no event stream has
     * @param receivedAtMillis when the log took it
     */
    public Ingested ofWire(StreamContract contract, byte[] bytes, long receivedAtMillis, Origin origin) {
        SpecificRecord record;
        try {
            record = decoder.decode(contract, bytes);
        } catch (WireException e) {
            if (eraser.isNamedIn(bytes)) {
                return Ingested.suppressed(contract.stream(), origin);
            }
            return Ingested.refused(DeadLetters.of(
                    reason(e.kind()),
                    e.getMessage(),
                    contract.stream(),
                    origin,
                    "",
                    null,
                    receivedAtMillis,
                    Redaction.ofWire(bytes)));
        }
        return ofRecord(contract, record, receivedAtMillis, origin);
    }

    private static String reason(WireException.Kind kind) {
        return switch (kind) {
            case UNKNOWN_SCHEMA -> Reasons.UNKNOWN_SCHEMA;
            case INCOMPATIBLE_SCHEMA -> Reasons.INVALID;
            case UNDECODABLE, WRONG_STREAM -> Reasons.UNDECODABLE;
        };
    }

    /**
     * A record of a topic that kept its producer's timestamp: nobody knows when it was received, so no time rule can
     * judge it.
     */
    public Ingested withoutReceipt(StreamContract contract, byte[] bytes, Origin origin) {
        return Ingested.refused(DeadLetters.of(
                Reasons.INVALID,
                "the record was written while its topic had message.timestamp.type=CreateTime, so when it was received"
                        + " is unknown: set LogAppendTime and send it again",
                contract.stream(),
                origin,
                "",
                null,
                0,
                Redaction.ofWire(bytes)));
    }

    /**
     * A decoded record.
     *
     * @param receivedAtMillis when the log took it; null: at its event time
     */
    public Ingested ofRecord(StreamContract contract, SpecificRecord record, Long receivedAtMillis, Origin origin) {
        return accept(contract, record, receivedAtMillis, origin, () -> Redaction.of(contract, JsonText.json(record)));
    }

    /**
     * A line of a file: one JSON object.
     *
     * @param personalData hashes raw personal fields; no dead letter ever holds one
     */
    public Ingested ofJson(StreamContract contract, String line, PersonalData personalData, Origin origin) {
        ObjectNode json;
        try {
            json = JsonRecords.parse(line);
        } catch (RecordException e) {
            return eraser.isNamedIn(line)
                    ? Ingested.suppressed(contract.stream(), origin)
                    : undecodable(contract, e.getMessage(), Redaction.ofText(line), origin);
        }
        Long receivedAt = null;
        SpecificRecord record;
        try {
            receivedAt = JsonRecords.takeReceivedAt(json);
            personalData.hash(json, contract.schema());
            record = JsonRecords.read(contract, json);
        } catch (RecordException e) {
            if (eraser.isNamedIn(line)) {
                return Ingested.suppressed(contract.stream(), origin);
            }
            JsonNode id = json.get("event_id");
            return Ingested.refused(DeadLetters.of(
                    e.reason(),
                    e.getMessage(),
                    contract.stream(),
                    origin,
                    id != null && id.isTextual() ? id.textValue() : "",
                    JsonRecords.eventTime(json),
                    receivedAt == null ? 0 : receivedAt,
                    Redaction.of(contract, json)));
        }
        return accept(contract, record, receivedAt, origin, () -> Redaction.of(contract, json));
    }

    /**
     * A line that is no text, or too long for one.
     *
     * @param line its bytes, or the first of them; the dead letter holds at most {@link Redaction#MOST_BYTES}
     */
    public static Ingested unreadable(StreamContract contract, String problem, byte[] line, Origin origin) {
        String detail = line.length > Redaction.MOST_BYTES
                ? problem + "; the payload has its first " + Redaction.MOST_BYTES + " bytes"
                : problem;
        return undecodable(contract, detail, Redaction.ofBytes(line), origin);
    }

    private static Ingested undecodable(StreamContract contract, String detail, String payload, Origin origin) {
        return Ingested.refused(
                DeadLetters.of(Reasons.UNDECODABLE, detail, contract.stream(), origin, "", null, 0, payload));
    }

    /** Of who is erased the stream has no id: where one came all the same, no letter keeps it either. */
    private static void requirePseudonym(StreamContract contract, SpecificRecord record) throws RecordException {
        if (contract.stream().equals(Streams.ERASURES) && !contract.key(record).startsWith(Pseudonyms.PREFIX)) {
            throw RecordException.invalid(
                    contract.keyField(), "a pseudonym: ./milepost erase sends it", "something else, which is withheld");
        }
    }

    private Ingested accept(
            StreamContract contract,
            SpecificRecord whole,
            Long receivedAtMillis,
            Origin origin,
            Supplier<String> wholePayload) {
        long eventTime = contract.eventTimeMillis(whole);
        long receivedAt = receivedAtMillis == null ? eventTime : receivedAtMillis;
        SpecificRecord left = eraser.of(contract, whole, receivedAt);
        if (left == null) {
            return Ingested.suppressed(contract.stream(), origin);
        }
        SpecificRecord record = ownWords.get(contract.stream()).of(left);
        Supplier<String> payload = left == whole ? wholePayload : () -> Redaction.of(contract, JsonText.json(record));
        try {
            validations.get(contract.stream()).check(record);
            Validation.time(JsonRecords.RECEIVED_AT, receivedAt);
            timeRules.check(eventTime, receivedAt);
            requirePseudonym(contract, record);
        } catch (RecordException e) {
            return Ingested.refused(DeadLetters.of(
                    e.reason(),
                    e.getMessage(),
                    contract.stream(),
                    origin,
                    String.valueOf(contract.eventId(record)),
                    eventTime,
                    receivedAt,
                    contract.stream().equals(Streams.ERASURES) ? Redaction.WITHHELD : payload.get()));
        }
        return Ingested.accepted(new Event(
                contract.stream(),
                contract.key(record),
                contract.eventId(record),
                eventTime,
                receivedAt,
                contentHash.of(record),
                origin,
                record));
    }
}
