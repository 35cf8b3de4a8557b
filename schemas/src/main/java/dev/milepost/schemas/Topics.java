package dev.milepost.schemas;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * The registry of topics that tell rows to the outside: every generated record whose schema has the property {@code topic}. No
 * job reads them back: of a topic that is a stream too, a job either tells it or reads it.
 */
public final class Topics {

    public static final String ASKS = "asks";
    public static final String LEDGER = "ledger";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String FRAUD_VERDICTS = "fraud-verdicts";
    public static final String FRAUD_CASES = "fraud-cases";

    private static final Map<String, TopicContract> BY_NAME = new LinkedHashMap<>();

    static {
        for (Class<? extends SpecificRecord> type : Contracts.ALL) {
            if (Contracts.schemaOf(type).getProp("topic") != null) {
                TopicContract contract = TopicContract.of(type);
                BY_NAME.put(contract.topic(), contract);
            }
        }
    }

    private Topics() {}

    /** All topics, in a fixed order. */
    public static Collection<TopicContract> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /**
     * The topic of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static TopicContract named(String topic) {
        TopicContract contract = BY_NAME.get(topic);
        if (contract == null) {
            throw new IllegalArgumentException(
                    "There is no topic named '" + topic + "'. Topics: " + String.join(", ", BY_NAME.keySet()));
        }
        return contract;
    }

    /** The topics that tell rows of a table. */
    public static List<TopicContract> of(String table) {
        return BY_NAME.values().stream()
                .filter(contract -> contract.table().equals(table))
                .toList();
    }
}
