package dev.milepost.runtime.source;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.TopicContract;
import dev.milepost.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Those that tell one thing after another, so rarely that one partition does. */
    private static final Set<String> OF_ONE_PARTITION = Set.of(
            Streams.CLOCK, Streams.PAYOUTS, Streams.REVIEWS, Streams.PROGRAMS, Streams.ERASURES, Topics.DEAD_LETTERS);

    private EventTopics() {}

    /**
     * One topic per stream, and one for each other that rows leave to, of so many partitions; those of few events have one, and so
     * has that of dead letters. Of programs it is the order that decides where two do not agree; they are compacted: a version
     * stays for good. So are erasures, though nothing goes by them.
     */
    public static List<NewTopic> of(int partitions) {
        List<NewTopic> topics = new ArrayList<>();
        for (StreamContract contract : Streams.all()) {
            int count = OF_ONE_PARTITION.contains(contract.stream()) ? 1 : partitions;
            Map<String, String> settings = new HashMap<>(settings(contract.stream()));
            if (contract.stream().equals(Streams.ERASURES)) {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACTED);
            }
            topics.add(new NewTopic(contract.stream(), count, (short) 1).configs(settings));
        }
        List<String> streams =
                Streams.all().stream().map(StreamContract::stream).toList();
        for (TopicContract contract : Topics.all()) {
            if (streams.contains(contract.topic())) {
                continue;
            }
            int count = OF_ONE_PARTITION.contains(contract.topic()) ? 1 : partitions;
            topics.add(new NewTopic(contract.topic(), count, (short) 1));
        }
        return topics;
    }

    /**
     * Refuses to start where a topic is missing that rows leave to.
     *
     * @throws SourceException naming the topics
     */
    public static void requireTold(String bootstrapServers) {
        TopicCheck.checkTold(
                bootstrapServers,
                Topics.all().stream().map(TopicContract::topic).toList());
    }

    /** What the topic of a stream must be set to. */
    static Map<String, String> settings(String stream) {
        String receipt = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
        return stream.equals(Streams.PROGRAMS)
                ? Map.of(receipt, RECEIPT, TopicConfig.CLEANUP_POLICY_CONFIG, COMPACTED)
                : Map.of(receipt, RECEIPT);
    }
}
