package dev.milepost.runtime.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * How many records each partition has that its consumer has not fetched yet, as the consumer itself measures it
 * ({@code records-lag}). Kafka makes one for each client, by the class's name in its properties.
 */
public final class ConsumerLag implements MetricsReporter {

    private static final String LAG = "records-lag";

    /** The latest of each reader in this process. */
    private static final Map<ReaderId, ConsumerLag> READERS = new ConcurrentHashMap<>();

    private final Map<TopicPartition, KafkaMetric> metrics = new ConcurrentHashMap<>();
    private ReaderId reader;

    /** In records, by partition; one that the consumer has not heard of yet is absent. */
    static Map<TopicPartition, Long> of(ReaderId reader) {
        Map<TopicPartition, Long> lags = new HashMap<>();
        ConsumerLag latest = READERS.get(reader);
        if (latest != null) {
            latest.metrics.forEach((partition, metric) -> {
                if (metric.metricValue() instanceof Double lag && !lag.isNaN()) {
                    lags.put(partition, lag.longValue());
                }
            });
        }
        return lags;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        reader = ReaderId.of(properties);
        READERS.put(reader, this);
    }

    @Override
    public void init(List<KafkaMetric> known) {
        known.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        if (isLag(metric.metricName())) {
            metrics.put(partition(metric.metricName()), metric);
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        if (isLag(metric.metricName())) {
            metrics.remove(partition(metric.metricName()), metric);
        }
    }

    private static boolean isLag(MetricName name) {
        return name.name().equals(LAG) && name.tags().containsKey("partition");
    }

    private static TopicPartition partition(MetricName name) {
        return new TopicPartition(
                name.tags().get("topic"), Integer.parseInt(name.tags().get("partition")));
    }

    @Override
    public void close() {
        READERS.remove(reader, this);
    }
}
