package dev.milepost.cli.chaos;

import dev.milepost.schemas.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Bad records among the good ones, at random: bytes that are no record, and records of times that are refused. */
final class Poison {

    private static final double SHARE = 0.01;
    private static final Duration TOO_LATE = Duration.ofHours(25);
    private static final Duration TOO_EARLY = Duration.ofHours(1);

    /** The two bytes of the marker and the eight of the fingerprint. */
    private static final int HEADER = 10;

    private final Random random;
    private final Wire wire;
    private long number;

    Poison(long seed, Wire wire) {
        this.random = new Random(seed);
        this.wire = wire;
    }

    /** Now and then, what is to follow an event. */
    Optional<byte[]> after(SpecificRecord event) {
        if (random.nextDouble() >= SHARE) {
            return Optional.empty();
        }
        byte[] bytes = wire.encode(event);
        return Optional.of(
                switch (random.nextInt(5)) {
                    case 0 -> Arrays.copyOf(bytes, HEADER + random.nextInt(bytes.length - HEADER));
                    case 1 -> unknownSchema(bytes);
                    case 2 -> bytesOfNoMeaning();
                    case 3 -> wire.encode(moved(event, TOO_LATE.negated()));
                    default -> wire.encode(moved(event, TOO_EARLY));
                });
    }

    private byte[] unknownSchema(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[2 + random.nextInt(HEADER - 2)] ^= (byte) (1 + random.nextInt(255));
        return changed;
    }

    private byte[] bytesOfNoMeaning() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
            bytes[0] = 0; // never the marker
        }
        return bytes;
    }

    /** The same at another time, as an event of its own. */
    private SpecificRecord moved(SpecificRecord event, Duration by) {
        SpecificRecord copy = SpecificData.get().deepCopy(event.getSchema(), event);
        Schema.Field time = event.getSchema().getField("event_time");
        copy.put(time.pos(), ((Instant) event.get(time.pos())).plus(by));
        copy.put(event.getSchema().getField("event_id").pos(), "poison-" + number++);
        return copy;
    }
}
