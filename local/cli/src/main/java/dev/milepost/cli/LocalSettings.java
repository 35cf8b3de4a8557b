package dev.milepost.cli;

import dev.milepost.console.ConsoleSettings;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of the local stack, beside those of the pipeline. */
final class LocalSettings {

    static final Setting<Integer> PARALLELISM = Setting.integer(
                    "local.parallelism", 2, "instances", "In how many parallel instances the job runs on this machine.")
            .atLeast(1)
            .atMost(128);

    static final Setting<Integer> PARTITIONS = Setting.integer(
                    "local.partitions", 3, "partitions", "Partitions of each of the local broker's topics, when made.")
            .atLeast(1)
            .atMost(256);

    static final Setting<Integer> CLICKHOUSE_PORT = Setting.integer(
                    "local.clickhouse_port",
                    0,
                    "port",
                    "The port on 127.0.0.1 for ClickHouse's HTTP interface; 0 takes any that is free.")
            .atLeast(0)
            .atMost(65_535);

    static final Setting<Integer> KAFKA_PORT = Setting.integer(
                    "local.kafka_port", 0, "port", "The port on 127.0.0.1 for Kafka; 0 takes any that is free.")
            .atLeast(0)
            .atMost(65_535);

    static final Setting<Duration> METRICS_INTERVAL = Setting.duration(
            "local.metrics_interval",
            Duration.ofSeconds(10),
            "How often measurements of the running job are written to pipeline_metrics; 0s: never.");

    static final List<Setting<?>> ALL = List.of(PARALLELISM, PARTITIONS, CLICKHOUSE_PORT, KAFKA_PORT, METRICS_INTERVAL);

    private LocalSettings() {}

    /** All settings by the title under which the reference lists them. */
    static Map<String, Collection<Setting<?>>> sections() {
        Map<String, Collection<Setting<?>>> sections = new LinkedHashMap<>(PipelineSettings.sections());
        sections.put("The local stack", ALL);
        sections.put("The console", ConsoleSettings.ALL);
        return sections;
    }

    /** Every setting. */
    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(PipelineSettings.all());
        all.addAll(ALL);
        all.addAll(ConsoleSettings.ALL);
        return all;
    }
}
