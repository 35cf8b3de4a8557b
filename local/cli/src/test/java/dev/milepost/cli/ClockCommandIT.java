package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.ClockTick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ClockCommandIT {

    @TempDir
    private Path folder;

    @Test
    void itTicksUntilItIsStopped() throws Exception {
        Path mark = folder.resolve("ticking");
        Shell ticking = new Shell(folder.resolve("home"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(EventTopics.of(1));
            Instant before = Instant.now();
            CompletableFuture<Integer> clock = CompletableFuture.supplyAsync(() -> ticking.run(
                    "clock",
                    "--bootstrap",
                    kafka.bootstrapServers(),
                    "--set",
                    "ingest.clock_interval=100ms",
                    "--mark",
                    mark.toString()));
            List<Instant> ticks = new ArrayList<>();
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka.bootstrapServers())) {
                consumer.subscribe(List.of(Ingest.CLOCK));
                while (ticks.size() < 5 || !Files.exists(mark)) {
                    assertThat(clock).as(() -> ticking.out() + ticking.err()).isNotDone();
                    for (var tick : consumer.poll(Duration.ofSeconds(1))) {
                        ticks.add(((ClockTick) new Wire().decode(tick.value())).getEventTime());
                    }
                }
            } finally {
                ticking.stop();
            }
            assertThat(clock.get(60, TimeUnit.SECONDS)).as(() -> ticking.err()).isZero();
            assertThat(ticks).isSorted().allMatch(tick -> !tick.isBefore(before.minusMillis(1)));
            assertThat(ticking.out()).contains("every 100 ms");
        }
    }

    @Test
    void aKafkaThatIsNotThereIsNamed() {
        Shell shell = new Shell(folder);
        assertThat(shell.run("clock", "--bootstrap", "127.0.0.1:1")).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("127.0.0.1:1");
        assertThat(shell.run("clock")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--bootstrap HOST:PORT");
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "clock",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
