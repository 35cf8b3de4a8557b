package dev.milepost.runtime.source;

import dev.milepost.schemas.Streams;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Refuses to start on topics that are not there, that let producers say when a record was received, or that would forget
 * the programs.
 */
final class TopicCheck {

    private static final int TIMEOUT_MILLIS = 15_000;

    private TopicCheck() {}

    /**
     * Checks that every topic that rows leave to exists: a commit would wait for it for ever.
     *
     * @throws SourceException naming the topics
     */
    static void checkTold(String bootstrapServers, Collection<String> topics) {
        ask(bootstrapServers, admin -> {
            Set<String> missing = missing(admin, topics);
            if (!missing.isEmpty()) {
                throw new SourceException("Kafka at " + bootstrapServers + " has no topic " + String.join(", ", missing)
                        + ", which the job writes to. Create each");
            }
        });
    }

    private static Set<String> missing(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(admin.listTopics().names().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
        return missing;
    }

    /** What a broker is asked; what it does not answer is an error. */
    @FunctionalInterface
    interface Question {
        void ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    /**
     * Checks that every topic exists, and is set as {@link EventTopics#settings} says.
     *
     * @throws SourceException naming the topics and what to do
     */
    static void check(String bootstrapServers, Collection<String> topics) {
        ask(bootstrapServers, admin -> check(admin, bootstrapServers, topics));
    }

    private static void check(Admin admin, String bootstrapServers, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> missing = missing(admin, topics);
        if (!missing.isEmpty()) {
            throw new SourceException("Kafka at " + bootstrapServers + " has no topic " + String.join(", ", missing)
                    + ". Create each with "
                    + setting(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, EventTopics.RECEIPT)
                    + (missing.contains(Streams.PROGRAMS)
                            ? ", " + Streams.PROGRAMS + " also with "
                                    + setting(TopicConfig.CLEANUP_POLICY_CONFIG, EventTopics.COMPACTED)
                            : ""));
        }
        Map<String, Config> configs = configs(admin, topics);
        List<String> wrong = differing(configs, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (!wrong.isEmpty()) {
            throw new SourceException("The topics " + String.join(", ", wrong) + " at " + bootstrapServers
                    + " keep the producers' own timestamps, so nobody knows when a record was received. Set "
                    + setting(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, EventTopics.RECEIPT) + " on each");
        }
        List<String> forgetting = differing(configs, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!forgetting.isEmpty()) {
            throw new SourceException("The topic " + String.join(", ", forgetting) + " at " + bootstrapServers
                    + " would forget what it holds after a time. Set "
                    + setting(TopicConfig.CLEANUP_POLICY_CONFIG, EventTopics.COMPACTED) + " on it");
        }
    }

    static void ask(String bootstrapServers, Question question) {
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            question.ask(admin);
        } catch (ExecutionException e) {
            throw new SourceException(
                    "Kafka at " + bootstrapServers + " does not answer about its topics: "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new SourceException(
                    "Kafka at " + bootstrapServers + " does not answer within " + TIMEOUT_MILLIS / 1000 + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("Interrupted while asking Kafka about its topics", e);
        }
    }

    private static Map<String, Config> configs(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Config> configs = new TreeMap<>();
        admin.describeConfigs(resources)
                .all()
                .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    /** The topics that must have a setting, and have another value of it. */
    private static List<String> differing(Map<String, Config> configs, String setting) {
        return configs.entrySet().stream()
                .filter(topic -> {
                    String required = EventTopics.settings(topic.getKey()).get(setting);
                    return required != null
                            && !required.equals(topic.getValue().get(setting).value());
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String setting(String name, String value) {
        return name + "=" + value;
    }
}
