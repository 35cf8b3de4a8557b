package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.runtime.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalCodecsTest {

    private static <T> byte[] bytes(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static <T> T read(Codec<T> codec, byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        T value = codec.read(codec.version(), in);
        assertThat(in.available()).isZero();
        return value;
    }

    private static Evidence random(Random random, AdvocateWindow window, int i, long at) {
        String id = "r" + i;
        window.bound(id, at, random.nextInt(4) == 0 ? null : "n" + random.nextInt(9), random.nextBoolean());
        if (random.nextBoolean()) {
            window.qualified(id, at);
            window.refunded(id, at + 1);
            window.ordered(id, random.nextBoolean());
            window.activity(id, random.nextBoolean());
        }
        Given given = Given.nothing()
                .trigger(List.of(Trigger.values()).get(random.nextInt(8)))
                .bound(at)
                .seen(IdentifierKind.DEVICE, "d" + random.nextInt(5), 1 + random.nextInt(30), random.nextBoolean())
                .advocateHas(IdentifierKind.DEVICE, IdentifierKind.IP)
                .clicked(random.nextInt(100_000) - 1_000)
                .orphan(random.nextBoolean())
                .email(new EmailPair("h", null, List.of(1L, -2L), List.of(), EmailPair.DomainClass.FREE))
                .window(window.summary(id));
        if (random.nextBoolean()) {
            given.component(new Component("c", 4, 3, 2, 0.4, 1, 1.5, 0.25)).threshold(random.nextBoolean());
        }
        return given.now();
    }

    /** A state written and read in the midst of events goes on as if it had not been. */
    @Test
    void statesThatWereRestoredGoOnAsThoseThatWereNot() throws IOException {
        Random random = new Random(7);
        AdvocateWindow window = new AdvocateWindow();
        SegmentBaseline segment = new SegmentBaseline();
        SegmentBaseline restored = new SegmentBaseline();
        long at = Given.MONDAY;
        for (int i = 0; i < 2_000; i++) {
            at += (long) (random.nextDouble() * 8 * Given.HOUR);
            Evidence evidence = random(random, window, i, at);
            assertThat(read(new EvidenceCodec(), bytes(new EvidenceCodec(), evidence)))
                    .isEqualTo(evidence);
            SignalVector vector = Signals.read(evidence, segment, random.nextDouble());
            assertThat(read(new SignalVectorCodec(), bytes(new SignalVectorCodec(), vector)))
                    .isEqualTo(vector);
            segment.learn(evidence, vector);
            restored.learn(evidence, vector);
            if (i % 50 == 0) {
                window = read(new AdvocateWindowCodec(), bytes(new AdvocateWindowCodec(), window));
                restored = read(new SegmentBaselineCodec(), bytes(new SegmentBaselineCodec(), restored));
            }
        }
        byte[] whole = bytes(new SegmentBaselineCodec(), segment);
        assertThat(bytes(new SegmentBaselineCodec(), restored)).isEqualTo(whole);
        assertThat(bytes(new SegmentBaselineCodec(), new SegmentBaselineCodec().copy(segment)))
                .isEqualTo(whole);
        assertThat(bytes(new AdvocateWindowCodec(), window.copy()))
                .isEqualTo(bytes(new AdvocateWindowCodec(), window))
                .hasSizeLessThan(7_000);
        assertThat(whole.length).isLessThan(24_000);
    }

    @Test
    void aCopyDoesNotFollow() throws IOException {
        AdvocateWindow window = new AdvocateWindow();
        window.bound("a", Given.MONDAY, null, null);
        byte[] before = bytes(new AdvocateWindowCodec(), window);
        AdvocateWindow copy = window.copy();
        copy.bound("b", Given.MONDAY + 1, null, null);
        assertThat(bytes(new AdvocateWindowCodec(), window)).isEqualTo(before);
        SegmentBaseline segment = new SegmentBaseline();
        byte[] empty = bytes(new SegmentBaselineCodec(), segment);
        Evidence evidence = Given.nothing().clicked(3).window(copy.summary("b")).now();
        segment.copy().learn(evidence, Signals.read(evidence, segment, 0.5));
        assertThat(bytes(new SegmentBaselineCodec(), segment)).isEqualTo(empty);
    }
}
