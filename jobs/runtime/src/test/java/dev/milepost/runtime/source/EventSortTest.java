package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.codec.CodecSerializer;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.UserAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventSortTest {

    private static final int SEEDS = Integer.getInteger("milepost.seeds", 10);

    /** The order as the contract says it, by the standard library's sort; dead letters first, by origin. */
    private static final Comparator<Ingested> EXPECTED = Comparator.comparing(
                    (Ingested ingested) -> ingested.event() != null)
            .thenComparing((left, right) -> left.event() != null
                    ? Comparator.comparingLong(Event::receivedAtMillis)
                            .thenComparingLong(Event::eventTimeMillis)
                            .thenComparing(Event::stream)
                            .thenComparing(Event::eventId)
                            .thenComparing(Event::key)
                            .thenComparingLong(Event::contentHash)
                            .compare(left.event(), right.event())
                    : Comparator.comparing((Ingested dead) -> dead.deadLetter().getOrigin())
                            .thenComparingLong(dead -> dead.deadLetter().getOriginPosition())
                            .compare(left, right));

    @TempDir
    private Path folder;

    @Test
    void equalsTheSortInMemoryWhateverTheMemory() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Ingested> input = input(random, random.nextInt(1_500));
            long memory = 4_000L << random.nextInt(10);
            List<Ingested> expected = new ArrayList<>(input);
            expected.sort(EXPECTED);
            assertThat(sorted(input, memory)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void mergesMoreRunsThanItOpensAtOnce() throws IOException {
        List<Ingested> input = input(new Random(42), 600);
        List<Ingested> expected = new ArrayList<>(input);
        expected.sort(EXPECTED);
        try (EventSort sort = new EventSort(folder, 600)) {
            assertThat(drained(sort, input)).isEqualTo(expected);
            assertThat(sort.runsWritten()).isGreaterThan(3 * EventSort.FAN_IN);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void doesNotDependOnTheOrderOfItsInput() throws IOException {
        List<Ingested> input = input(new Random(7), 1_000);
        List<Ingested> once = sorted(input, 4_000);
        Collections.shuffle(input, new Random(8));
        assertThat(sorted(input, 50_000)).isEqualTo(once);
    }

    @Test
    void leavesNothingBehindWhenItIsGivenUp() throws IOException {
        try (EventSort sort = new EventSort(folder, 1_000)) {
            for (Ingested ingested : input(new Random(1), 200)) {
                sort.add(ingested);
            }
            assertThat(sort.runsWritten()).isPositive();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private List<Ingested> sorted(List<Ingested> input, long memory) throws IOException {
        try (EventSort sort = new EventSort(folder, memory)) {
            return drained(sort, input);
        }
    }

    private static List<Ingested> drained(EventSort sort, List<Ingested> input) throws IOException {
        for (Ingested ingested : input) {
            sort.add(ingested);
        }
        CodecSerializer<Ingested> serializer = new CodecSerializer<>(new IngestedCodec());
        List<Ingested> output = new ArrayList<>();
        sort.drain(frame -> output.add(serializer.deserialize(new DataInputDeserializer(frame))));
        return output;
    }

    /** Few distinct times, ids and keys, so that every level of the order decides somewhere. */
    private static List<Ingested> input(Random random, int size) {
        List<Ingested> input = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Origin origin = Origin.ofFile("file-" + random.nextInt(3), i + 1L);
            if (random.nextInt(10) == 0) {
                input.add(Ingested.refused(
                        DeadLetters.of("undecodable", "x", "clickstream", origin, "", null, 0, "payload " + i)));
                continue;
            }
            long time = random.nextInt(50) * 1_000L;
            String id = "e" + random.nextInt(20);
            String key = "k" + random.nextInt(3);
            boolean click = random.nextBoolean();
            input.add(Ingested.accepted(new Event(
                    click ? "clickstream" : "user_attributes",
                    key,
                    id,
                    time,
                    time + random.nextInt(3),
                    // Distinct, as content is: where all else is equal the order of origins is not promised.
                    i * 31L,
                    origin,
                    click
                            ? Click.newBuilder()
                                    .setEventId(id)
                                    .setEventTime(Instant.ofEpochMilli(time))
                                    .setAnonymousId(key)
                                    .setName("n")
                                    .build()
                            : new UserAttributes(id, Instant.ofEpochMilli(time), key, Map.of()))));
        }
        return input;
    }
}
