package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.runtime.source.EventTopics;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final int PARTITIONS = 6;

    /** What a topic is made with, as one line that can be compared. */
    private static String line(int partitions, Map<String, String> settings) {
        return partitions + " " + new TreeMap<>(settings);
    }

    @Test
    void theFileHasTheTopicsOfTheCode() {
        Map<String, String> expected = new TreeMap<>();
        for (NewTopic topic : EventTopics.of(PARTITIONS)) {
            Map<String, String> settings = new TreeMap<>(topic.configs() == null ? Map.of() : topic.configs());
            if (!"compact".equals(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG))) {
                // Longer than any stop: what Kafka lets go of unread is in no table.
                settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(30L * 24 * 3_600_000));
            }
            expected.put(topic.name(), line(topic.numPartitions(), settings));
        }
        assertThat(file()).isEqualTo(expected);
    }

    @Test
    void theManifestsHaveTheTopicsOfTheFile() {
        Map<String, String> manifests = new TreeMap<>();
        for (JsonNode topic : Deployed.manifests("KafkaTopic")) {
            Map<String, String> settings = new TreeMap<>();
            topic.at("/spec/config")
                    .fields()
                    .forEachRemaining(setting ->
                            settings.put(setting.getKey(), setting.getValue().asText()));
            String name = topic.at("/spec/topicName")
                    .asText(topic.at("/metadata/name").asText());
            manifests.put(name, line(topic.at("/spec/partitions").asInt(), settings));
            assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(topic.at("/metadata/labels/strimzi.io~1cluster").asText())
                    .isEqualTo(Deployed.manifests("Kafka")
                            .get(0)
                            .at("/metadata/name")
                            .asText());
            assertThat(topic.at("/metadata/name").asText()).matches("[a-z0-9.-]+");
        }
        assertThat(manifests).isEqualTo(file());
    }

    @Test
    void kafkaKnowsTheSettings() {
        Deployed.manifests("KafkaTopic")
                .forEach(topic -> topic.at("/spec/config")
                        .fieldNames()
                        .forEachRemaining(
                                name -> assertThat(LogConfig.configNames()).contains(name)));
    }

    private static Map<String, String> file() {
        Map<String, String> topics = new TreeMap<>();
        Deployed.text(Deployed.DEPLOY.resolve("kafka/topics.tsv"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    String[] parts = line.split("\t", -1);
                    Map<String, String> settings = new TreeMap<>();
                    for (String setting : parts[2].split(" ", -1)) {
                        settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
                    }
                    topics.put(parts[0], line(Integer.parseInt(parts[1]), settings));
                });
        return topics;
    }
}
