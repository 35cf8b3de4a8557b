package dev.milepost.runtime.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Refuses to start on topics that are not there, or that let producers say when a record was received. */
final class TopicCheck {

    private static final int TIMEOUT_MILLIS = 15_000;
    private static final String REQUIRED = "LogAppendTime";

    private TopicCheck() {}

    /**
     * Checks that every topic exists with {@code message.timestamp.type=LogAppendTime}.
     *
     * @throws SourceException naming the topics and what to do
     */
    static void check(String bootstrapServers, Collection<String> topics) {
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(admin.listTopics().names().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
            if (!missing.isEmpty()) {
                throw new SourceException("Kafka at " + bootstrapServers + " has no topic " + String.join(", ", missing)
                        + ". Create each with " + setting());
            }
            List<String> wrong = ownTime(admin, topics);
            if (!wrong.isEmpty()) {
                throw new SourceException("The topics " + String.join(", ", wrong) + " at " + bootstrapServers
                        + " keep the producers' own timestamps, so nobody knows when a record was received. Set "
                        + setting() + " on each");
            }
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

    private static List<String> ownTime(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(resources).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        List<String> wrong = new ArrayList<>();
        for (ConfigResource resource : resources) {
            String type = configs.get(resource)
                    .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                    .value();
            if (!REQUIRED.equals(type)) {
                wrong.add(resource.name());
            }
        }
        return wrong;
    }

    private static String setting() {
        return TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG + "=" + REQUIRED;
    }
}
