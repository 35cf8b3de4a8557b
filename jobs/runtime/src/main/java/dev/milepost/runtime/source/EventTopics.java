package dev.milepost.runtime.source;

import dev.milepost.runtime.clickhouse.sink.DeadLetterTopic;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a live run, as they are to be made on a broker of one node. */
public final class EventTopics {

    private static final Set<String> ONE_PARTITION = Set.of(Ingest.CLOCK, Ingest.PROGRAMS);

    private EventTopics() {}

    /**
     * One topic per stream, of so many partitions. The clock has one, and so have programs, whose order decides where two do not
     * agree, and the topic that dead letters leave to.
     */
    public static List<NewTopic> of(int partitions) {
        Map<String, String> settings = Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        List<NewTopic> topics = new ArrayList<>();
        for (StreamContract contract : Streams.all()) {
            int count = ONE_PARTITION.contains(contract.stream()) ? 1 : partitions;
            topics.add(new NewTopic(contract.stream(), count, (short) 1).configs(settings));
        }
        topics.add(new NewTopic(DeadLetterTopic.NAME, 1, (short) 1));
        return topics;
    }
}
