package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.garbage.AvroGarbage;
import dev.milepost.testkit.garbage.Flaw;
import dev.milepost.testkit.garbage.Garbage;
import dev.milepost.testkit.garbage.JsonGarbage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, they become an event or a dead letter with the right reason, and nobody believes a length. */
final class GarbageTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin ORIGIN = new Origin("topic", 1, 42);
    private static final int OF_EACH_FLAW = 500;

    /** What one refusal may take: the bytes, their Base64, texts and an exception with its trace. */
    private static final long MOST_BYTES = 100_000;

    private final Intake intake = new Intake(Settings.defaults());
    private final AvroGarbage avro = new AvroGarbage(1, NOON);
    private final JsonGarbage json = new JsonGarbage(1, NOON);

    static Stream<Flaw> avroFlaws() {
        return AvroGarbage.FLAWS.stream();
    }

    static Stream<Flaw> jsonFlaws() {
        return JsonGarbage.FLAWS.stream();
    }

    private DeadLetterRow ofWire(Garbage garbage) {
        StreamContract contract = Streams.named(garbage.stream());
        return intake.ofWire(contract, garbage.value(), NOON.toEpochMilli(), ORIGIN)
                .deadLetter();
    }

    private DeadLetterRow ofLine(Garbage garbage) {
        StreamContract contract = Streams.named(garbage.stream());
        String line = new String(garbage.value(), StandardCharsets.UTF_8);
        return intake.ofJson(contract, line, PersonalData.withoutKey(), ORIGIN).deadLetter();
    }

    private static void assertRefused(DeadLetterRow deadLetter, Garbage garbage) {
        assertThat(deadLetter).as(garbage.flaw().name()).isNotNull();
        assertThat(deadLetter.getReason())
                .as(garbage.flaw() + ": " + deadLetter.getDetail())
                .isEqualTo(garbage.flaw().reason());
        assertThat(deadLetter.getDetail()).isNotBlank().hasSizeLessThan(1_100);
        assertThat(deadLetter.getDeadLetterId()).isEqualTo(garbage.flaw().reason() + ":topic[1]@42");
        assertThat(deadLetter.getStream()).isEqualTo(garbage.stream());
    }

    @ParameterizedTest
    @MethodSource("avroFlaws")
    void refusesBytesOfEveryFlawForItsReason(Flaw flaw) {
        for (int i = 0; i < OF_EACH_FLAW; i++) {
            Garbage garbage = avro.next(flaw);
            assertRefused(ofWire(garbage), garbage);
        }
    }

    @ParameterizedTest
    @MethodSource("jsonFlaws")
    void refusesLinesOfEveryFlawForItsReason(Flaw flaw) {
        if (flaw == Flaw.INVALID_UTF8) {
            return; // refused before there is a text: see StreamFilesTest
        }
        for (int i = 0; i < OF_EACH_FLAW; i++) {
            Garbage garbage = json.next(flaw);
            assertRefused(ofLine(garbage), garbage);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HUGE_LENGTH", "HUGE_COLLECTION", "ENDLESS_VARINT"})
    void allocatesNothingForALengthThatIsOnlyDeclared(Flaw flaw) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ofWire(avro.next(flaw));
        for (int i = 0; i < OF_EACH_FLAW; i++) {
            Garbage garbage = avro.next(flaw);
            long before = memory.getCurrentThreadAllocatedBytes();
            ofWire(garbage);
            assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
        }
    }

    /** Sound bytes with a few of them changed at random may still be a record; they are never a crash. */
    @Test
    void makesOfAnyBytesAnEventOrADeadLetter() {
        Random random = new Random(3);
        Wire wire = new Wire();
        int events = 0;
        for (int i = 0; i < 20_000; i++) {
            Garbage late = avro.next(Flaw.LATE);
            byte[] bytes = late.value();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[10 + random.nextInt(bytes.length - 10)] = (byte) random.nextInt(256);
            }
            Ingested ingested = intake.ofWire(Streams.named(late.stream()), bytes, NOON.toEpochMilli(), ORIGIN);
            assertThat(ingested.event() == null).isNotEqualTo(ingested.deadLetter() == null);
            if (ingested.event() != null) {
                events++;
                assertThat(wire.encode(ingested.event().payload())).isNotNull();
            }
        }
        assertThat(events)
                .as("changes within a text or a number leave a record")
                .isLessThan(20_000);
    }
}
