package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while the archive is written: a file that was cut is never a part of the archive, and its records are
 * read from Kafka once more.
 */
class KilledArchiveIT {

    /** Files that are being written, and those that wait for their checkpoint. */
    private static final List<String> HIDDEN = List.of(".open-", ".sealed-");

    private final Wire wire = new Wire();
    private final AtomicInteger number = new AtomicInteger();
    private final ConcurrentLinkedQueue<Purchase> unanswered = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private Shell shell;
    private Path data;

    @Test
    void recordsOfFilesThatAKillHasCutAreArchivedAfterTheNextStart() throws Exception {
        shell = new Shell(ChildCommand.home(folder));
        data = shell.home().data().toAbsolutePath();
        int cut = 0;
        for (String hidden : HIDDEN) {
            try (ChildCommand stack = up();
                    KafkaProducer<byte[], byte[]> producer = producer(kafka())) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(producer));
                stack.until(() -> number.get() % 100 > 50 && !hidden(hidden).isEmpty());
                stack.kill();
                cut += hidden(".open-").size();
                // Nobody will answer any more.
                producer.close(Duration.ZERO);
                sending.get();
            }
        }
        assertThat(cut).as("files that a kill has cut").isPositive();
        List<Path> left = hidden(".open-");

        ShownRows live;
        try (ChildCommand stack = up()) {
            try (KafkaProducer<byte[], byte[]> producer = producer(kafka())) {
                for (Purchase order : unanswered) {
                    producer.send(record(order)).get();
                }
            }
            stack.until(() -> ask(shell, "SELECT count() FROM events").equals(number + "\n"));
            Map<TopicPartition, Long> ends = ends(kafka());
            stack.until(() -> archived(ends).equals(ends));
            live = ShownRows.of(shell);
        }
        assertThat(left)
                .as("what was cut is not touched, and counts for nothing")
                .allSatisfy(file -> assertThat(file).exists());

        // Without --replace: it refuses where the archive lacks an event that is shown.
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        data.resolve("archive").toString(),
                        "--warehouse",
                        data.resolve("warehouse").toString()))
                .as(shell.err())
                .isZero();
        ShownRows.of(shell).without("progress").assertAs(live.without("progress"), "rebuilt from the archive");
    }

    private ChildCommand up() throws Exception {
        ChildCommand stack = ChildCommand.start(folder, "up");
        stack.until(() ->
                RunFile.running(data).filter(run -> run.pid() == stack.pid()).isPresent());
        return stack;
    }

    private String kafka() {
        return RunFile.running(data).orElseThrow().kafka();
    }

    /** One order after the other, until the broker is gone or the producer closed. */
    private void send(KafkaProducer<byte[], byte[]> producer) {
        try {
            while (true) {
                Purchase order = order("o" + number.getAndIncrement());
                unanswered.add(order);
                producer.send(record(order)).get();
                unanswered.remove(order);
            }
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            // What the broker has not answered is sent again.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String kafka) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "acks",
                        "all",
                        "max.block.ms",
                        5_000,
                        "request.timeout.ms",
                        2_000,
                        "linger.ms",
                        0,
                        "delivery.timeout.ms",
                        5_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Purchase order(String id) {
        return Purchase.newBuilder()
                .setEventId(id)
                .setEventTime(Instant.ofEpochMilli(System.currentTimeMillis()))
                .setUserId("u" + id.hashCode() % 50)
                .setOrderId(id)
                .setKind(PurchaseKind.ORDER)
                .setAmountMinor(1_000)
                .setCurrency("USD")
                .build();
    }

    private ProducerRecord<byte[], byte[]> record(Purchase order) {
        return new ProducerRecord<>(
                "purchases", order.getUserId().getBytes(StandardCharsets.UTF_8), wire.encode(order));
    }

    /** The archive's hidden files of a kind that hold something. */
    private List<Path> hidden(String start) {
        Path archive = data.resolve("archive");
        if (!Files.isDirectory(archive)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .filter(file -> start.equals(".open-")
                            || file.getFileName().toString().contains("purchases"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<TopicPartition, Long> ends(String kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor("purchases", Duration.ofMinutes(1))
                    .forEach(each -> partitions.add(new TopicPartition("purchases", each.partition())));
            return consumer.endOffsets(partitions);
        }
    }

    private Map<TopicPartition, Long> archived(Map<TopicPartition, Long> like) {
        Map<String, Long> ends = Handover.ends(data.resolve("archive"));
        return like.keySet().stream()
                .collect(Collectors.toMap(
                        each -> each, each -> ends.getOrDefault(each.topic() + "-" + each.partition(), 0L)));
    }
}
