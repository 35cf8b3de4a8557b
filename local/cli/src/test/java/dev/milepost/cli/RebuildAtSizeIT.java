package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.testkit.garbage.AvroGarbage;
import dev.milepost.testkit.garbage.Garbage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of events of people's stories, in no order, among copies and garbage: a rebuild shows what the live run did. */
class RebuildAtSizeIT {

    private static final Set<String> OF_PROGRAMS = Set.of(
            "milestones",
            "asks",
            "exposures",
            "rewards",
            "ledger",
            "programs",
            "fraud_verdicts",
            "fraud_reasons",
            "fraud_cases",
            "fraud_case_events",
            "fraud_labels",
            "fraud_quality",
            "fraud_weights",
            "rings",
            "experiment_arms",
            "experiment_results",
            "ltv_forecast",
            "attribution_models");

    /** Verdicts are decisions, which rest on what was there in time; here much comes late. */
    private static final String[] FACTS = {"--set", "fraud.own_verdicts=false"};

    private static final long SEED = 20_261_128;
    private static final Duration PLAYED = Duration.ofMinutes(10);
    private static final int RATE = 7;

    private final Wire wire = new Wire();
    private final Random random = new Random(SEED);
    private final Set<List<String>> accepted = new HashSet<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Set<SpecificRecord> contradicted = new HashSet<>();
    private int letters;

    @TempDir
    private Path folder;

    @Test
    void aRebuildShowsWhatTheLiveRunShowsViewByView() throws Exception {
        Path home = folder.resolve("home");
        Path data = home.resolve("data").toAbsolutePath();
        String[] rebuild = {
            "backfill",
            "--events",
            data.resolve("archive").toString(),
            "--warehouse",
            data.resolve("warehouse").toString(),
            FACTS[0],
            FACTS[1]
        };
        play();
        ShownRows live;
        try (LiveStack stack = LiveStack.start(home, FACTS)) {
            send(stack.kafka());
            Shell shell = stack.other();
            stack.until(() -> ask(shell, "SELECT count() FROM events").equals(accepted.size() + "\n"));
            stack.until(() -> ask(shell, "SELECT count() FROM dead_letters").equals(letters + "\n"));
            stack.until(() -> !ask(shell, "SELECT count() FROM progress").equals("0\n"));
            live = settled(shell);
            assertThat(live.count("events")).isGreaterThan(3_000);
            assertThat(live.rows())
                    .as("no view is empty, but of those that only programs, verdicts of our own or commands fill")
                    .allSatisfy((view, rows) -> assertThat(OF_PROGRAMS.contains(view) || !rows.isEmpty())
                            .as(view)
                            .isTrue());

            assertThat(shell.run(rebuild)).as(shell.err()).isZero();
            assertThat(generations(shell)).isEqualTo("2\t2\n");
            ShownRows.of(shell).assertAs(live, "rebuilt beside the live stack");
        }
        Shell shell = new Shell(home);
        ShownRows.of(shell).assertAs(live, "at rest");
        assertThat(shell.run(rebuild)).as(shell.err()).isZero();
        assertThat(generations(shell)).isEqualTo("3\t3\n");
        // The rebuild's state is saved as soon as all is read; what time it is then, the stack tells at its next start.
        ShownRows.of(shell).without("progress").assertAs(live.without("progress"), "rebuilt at rest");

        try (LiveStack stack = LiveStack.start(home, FACTS)) {
            records.clear();
            add(order("after", Instant.now()));
            send(stack.kafka());
            stack.until(() -> ask(
                            stack.other(), "SELECT user_id FROM conversions WHERE conversion_id = 'order/after/after'")
                    .equals("after\n"));
            assertThat(generations(stack.other())).isEqualTo("3\t3\n");
            assertThat(ShownRows.of(stack.other()).rows().keySet())
                    .isEqualTo(live.rows().keySet());
        }
    }

    /** In no order at all: within the lateness none makes a difference. */
    private void play() {
        Instant end = Instant.now();
        LiveTraffic people = new LiveTraffic(SEED, RATE);
        AvroGarbage garbage = new AvroGarbage(SEED, end);
        Duration step = Duration.ofSeconds(1);
        for (Instant now = end.minus(PLAYED); now.isBefore(end); now = now.plus(step)) {
            for (SimulatedEvent event : people.step(now, step)) {
                add(event.payload());
                int turn = records.size() % 100;
                if (turn == 10) {
                    add(event.payload());
                } else if (turn == 20) {
                    add(garbage.next());
                } else if (turn == 30) {
                    // A copy in the simulator's traffic contradicts no more than its original.
                    addConflict(garbage, event.payload());
                } else if (turn == 40) {
                    Purchase order = order("twice-" + records.size(), now);
                    add(order);
                    add(Purchase.newBuilder(order)
                            .setEventId("again")
                            .setEventTime(now.plusMillis(5))
                            .setMrrMinor(12L)
                            .build());
                    letters++;
                }
            }
        }
        Collections.shuffle(records, random);
    }

    private static Purchase order(String id, Instant time) {
        return Purchase.newBuilder()
                .setEventId(id)
                .setEventTime(Instant.ofEpochMilli(time.toEpochMilli()))
                .setUserId(id)
                .setOrderId(id)
                .setKind(PurchaseKind.ORDER)
                .setAmountMinor(1_234)
                .setCurrency("USD")
                .build();
    }

    private void add(SpecificRecord event) {
        StreamContract contract = Streams.of(event);
        accepted.add(List.of(contract.stream(), contract.key(event), contract.eventId(event)));
        records.add(record(contract.stream(), contract.key(event), wire.encode(event)));
    }

    private void add(Garbage bad) {
        records.add(record(bad.stream(), bad.key(), bad.value()));
        letters++;
    }

    private void addConflict(AvroGarbage garbage, SpecificRecord event) {
        if (contradicted.add(event)) {
            add(garbage.contradicting(event));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String stream, String key, byte[] value) {
        return new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void send(String kafka) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record);
            }
        }
    }

    /** The rows once two looks in a row find the same. */
    private static ShownRows settled(Shell shell) throws InterruptedException {
        ShownRows before = ShownRows.of(shell);
        while (true) {
            Thread.sleep(1_500);
            ShownRows now = ShownRows.of(shell);
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private static String generations(Shell shell) {
        String generation = "intDiv(revision, 1099511627776)";
        return ask(shell, "SELECT min(" + generation + "), max(" + generation + ") FROM events");
    }
}
