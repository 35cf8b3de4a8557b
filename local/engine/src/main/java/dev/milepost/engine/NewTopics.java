package dev.milepost.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes topics that take records as soon as they are made.
 *
 * <p>Kafka says that a topic is made when its controller knows of it; the broker that leads its partitions learns of it a
 * moment later. A producer with several requests under way may then have its first batch refused (not the leader yet) and
 * its second taken: the first is out of order from then on, however often it is sent, and expires (KAFKA-15591). So who
 * makes topics also waits until every partition of them answers.
 */
public final class NewTopics {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 20;

    private NewTopics() {}

    /**
     * Creates those topics that do not exist, and returns once the leader of each of their partitions answers for it; those
     * that exist stay as they are.
     *
     * @throws ExecutionException where Kafka refuses, or a partition does not answer within a minute
     */
    public static void create(Admin admin, Collection<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        CreateTopicsResult result = admin.createTopics(topics);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            if (isNew(result, topic.name())) {
                int partitions = result.numPartitions(topic.name()).get();
                for (int i = 0; i < partitions; i++) {
                    ends.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
                }
            }
        }
        awaitAnswers(admin, ends);
    }

    /** Only a leader tells an end. The administrator asks those again who are not one yet, but not about unknown topics. */
    private static void awaitAnswers(Admin admin, Map<TopicPartition, OffsetSpec> ends)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean isNew(CreateTopicsResult result, String topic)
            throws ExecutionException, InterruptedException {
        try {
            result.values().get(topic).get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }
}
