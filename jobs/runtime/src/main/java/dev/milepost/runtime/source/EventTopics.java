package dev.milepost.runtime.source;

import dev.milepost.schemas.Streams;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that {@link KafkaEventSource} reads, as they are to be made on a broker of one node. */
public final class EventTopics {

    private EventTopics() {}

    /** One topic per stream, of so many partitions; the clock has one. */
    public static List<NewTopic> of(int partitions) {
        Map<String, String> settings = Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return Streams.all().stream()
                .map(contract -> new NewTopic(
                                contract.stream(), contract.stream().equals(Streams.CLOCK) ? 1 : partitions, (short) 1)
                        .configs(settings))
                .toList();
    }
}
