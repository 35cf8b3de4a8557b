package dev.milepost.cli.cluster;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.runtime.source.EventTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The process of the servers beside a cluster: Kafka with Milepost's topics, ClickHouse with its tables, and the clock.
 *
 * <pre>
 * ServersMain FOLDER KAFKA_PORT CLICKHOUSE_PORT [--without-clock]
 * </pre>
 *
 * <p>It runs until it is killed. Without the clock somebody else ticks: whoever wants a log that ends.
 */
final class ServersMain {

    private static final int PARTITIONS = 3;
    private static final Duration TICK = Duration.ofSeconds(1);

    private ServersMain() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        boolean ticks = arguments.length < 4 || !arguments[3].equals("--without-clock");
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(Files.createDirectories(folder.resolve("warehouse")));
                ClickHouseFront front = ClickHouseFront.start(engine, Integer.parseInt(arguments[2]));
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), Integer.parseInt(arguments[1]))) {
            migrate(front);
            kafka.createTopics(EventTopics.of(PARTITIONS));
            ClockPublisher clock =
                    ticks ? ClockPublisher.start(kafka.bootstrapServers(), TICK, Clock.systemUTC()) : null;
            System.out.println("Ready: Kafka " + kafka.bootstrapServers() + ", ClickHouse " + front.jdbcUrl());
            try (clock) {
                new CountDownLatch(1).await();
            }
        }
    }

    /** Before any job: Flink's processes measure, and write to the warehouse, from their start. */
    private static void migrate(ClickHouseFront front) {
        try (ClickHouseClient client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "")) {
            Migrator.migrate(client);
        }
    }
}
