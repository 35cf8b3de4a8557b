package dev.milepost.schemas;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The registry of event streams: every generated record whose schema has the property {@code stream}. */
public final class Streams {

    public static final String CLICKSTREAM = "clickstream";
    public static final String SIGNUPS = "signups";
    public static final String PURCHASES = "purchases";
    public static final String USER_ATTRIBUTES = "user_attributes";
    public static final String CLOCK = "clock";
    public static final String PAYOUTS = "payouts";
    public static final String REVIEWS = "reviews";
    public static final String PROGRAMS = "programs";
    public static final String ERASURES = "erasures";
    public static final String FRAUD_VERDICTS = "fraud-verdicts";

    private static final Map<String, StreamContract> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, StreamContract> BY_RECORD = new LinkedHashMap<>();

    static {
        for (Class<? extends SpecificRecord> type : Contracts.ALL) {
            if (Contracts.schemaOf(type).getProp("stream") != null) {
                StreamContract contract = StreamContract.of(type);
                BY_NAME.put(contract.stream(), contract);
                BY_RECORD.put(contract.schema().getFullName(), contract);
            }
        }
    }

    private Streams() {}

    /** All streams, in a fixed order. */
    public static Collection<StreamContract> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /**
     * The stream of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static StreamContract named(String stream) {
        StreamContract contract = BY_NAME.get(stream);
        if (contract == null) {
            throw new IllegalArgumentException(
                    "There is no stream named '" + stream + "'. Streams: " + String.join(", ", BY_NAME.keySet()));
        }
        return contract;
    }

    /**
     * The stream that a file belongs to: the longest stream name that the file's own name begins with, followed by a
     * dot or a dash ({@code purchases-2026-01.jsonl.gz}). Folders in front are ignored.
     */
    public static Optional<StreamContract> ofFile(String fileName) {
        String own = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        StreamContract longest = null;
        for (StreamContract contract : BY_NAME.values()) {
            int end = contract.stream().length();
            boolean named = own.startsWith(contract.stream())
                    && own.length() > end
                    && (own.charAt(end) == '.' || own.charAt(end) == '-');
            if (named && (longest == null || end > longest.stream().length())) {
                longest = contract;
            }
        }
        return Optional.ofNullable(longest);
    }

    /**
     * The stream of an event.
     *
     * @throws IllegalArgumentException if the record is of no stream
     */
    public static StreamContract of(SpecificRecord event) {
        StreamContract contract = BY_RECORD.get(event.getSchema().getFullName());
        if (contract == null) {
            throw new IllegalArgumentException(event.getSchema().getFullName() + " is not an event of any stream");
        }
        return contract;
    }
}
