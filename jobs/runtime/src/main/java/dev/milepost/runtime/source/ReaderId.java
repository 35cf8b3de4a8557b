package dev.milepost.runtime.source;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * One reader of a live source.
 *
 * @param source what the source gives its consumers in the property {@value #SOURCE}; no two sources have the same
 * @param subtask the number of the subtask; -1 of a client that is no reader's
 */
record ReaderId(String source, int subtask) {

    static final String SOURCE = "milepost.source";

    /** Of a client's properties. The connector ends a consumer's id with a dash and the number of its subtask. */
    static ReaderId of(Map<String, ?> properties) {
        String client = String.valueOf(properties.get(ConsumerConfig.CLIENT_ID_CONFIG));
        String subtask = client.substring(client.lastIndexOf('-') + 1);
        return new ReaderId(
                String.valueOf(properties.get(SOURCE)), subtask.matches("\\d{1,9}") ? Integer.parseInt(subtask) : -1);
    }
}
