package dev.milepost.runtime.source;

import dev.milepost.runtime.clickhouse.sink.DeadLetterTopic;
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

    /** Of {@code message.timestamp.type}: the log says when it took a record. */
    static final String RECEIPT = "LogAppendTime";

    /** Of {@code cleanup.policy}: the last record of each key is kept, however old. */
    static final String COMPACTED = "compact";

    /** The streams that tell one thing after another, so rarely that one partition does. */
    private static final Set<String> OF_ONE_PARTITION =
            Set.of(Streams.CLOCK, Streams.PAYOUTS, Streams.REVIEWS, Streams.PROGRAMS);

    private EventTopics() {}

    /**
     * One topic per stream, of so many partitions; those of few events have one, and so has the one that dead letters
     * leave to. Of programs it is the order that decides where two do not agree; they are compacted: a version stays for good.
     */
    public static List<NewTopic> of(int partitions) {
        List<NewTopic> topics = new ArrayList<>();
        for (StreamContract contract : Streams.all()) {
            int count = OF_ONE_PARTITION.contains(contract.stream()) ? 1 : partitions;
            topics.add(new NewTopic(contract.stream(), count, (short) 1).configs(settings(contract.stream())));
        }
        topics.add(new NewTopic(DeadLetterTopic.NAME, 1, (short) 1));
        return topics;
    }

    /** What the topic of a stream must be set to. */
    static Map<String, String> settings(String stream) {
        String receipt = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
        return stream.equals(Streams.PROGRAMS)
                ? Map.of(receipt, RECEIPT, TopicConfig.CLEANUP_POLICY_CONFIG, COMPACTED)
                : Map.of(receipt, RECEIPT);
    }
}
