package dev.milepost.runtime.source;

import dev.milepost.runtime.clickhouse.sink.DeadLetterTopic;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a live run, as they are to be made on a broker of one node. */
public final class EventTopics {

    private EventTopics() {}

    /** One topic per stream, of so many partitions; the clock has one, and so has the one that dead letters leave to. */
    public static List<NewTopic> of(int partitions) {
        Map<String, String> settings = Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        List<NewTopic> topics = new ArrayList<>();
        for (StreamContract contract : Streams.all()) {
            int count = contract.stream().equals(Streams.CLOCK) ? 1 : partitions;
            topics.add(new NewTopic(contract.stream(), count, (short) 1).configs(settings));
        }
        topics.add(new NewTopic(DeadLetterTopic.NAME, 1, (short) 1));
        return topics;
    }
}
