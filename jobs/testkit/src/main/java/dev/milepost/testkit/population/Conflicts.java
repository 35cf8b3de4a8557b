package dev.milepost.testkit.population;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Records that claim the identity of others with other content, as careless producers and their retries make them. */
public final class Conflicts {

    private static final String PROPERTIES = "properties";
    private static final Duration LATENESS = Duration.ofHours(24);
    private static final Duration HORIZON = LATENESS.plusMinutes(1);

    private final Random random;
    private int made;

    private Conflicts(long seed) {
        random = new Random(seed);
    }

    /**
     * Contradictions of a share of {@code log}: at the same time, up to a day before and after, and as late as two events
     * are a conflict; some contradict each other, and some come twice.
     */
    public static List<TimedRecord> of(List<TimedRecord> log, double share, long seed) {
        Conflicts conflicts = new Conflicts(seed);
        List<TimedRecord> all = new ArrayList<>();
        for (TimedRecord record : log) {
            if (conflicts.random.nextDouble() < share && canBeContradicted(record)) {
                conflicts.contradict(record, all);
            }
        }
        return all;
    }

    /**
     * Events that use the id of others again, a millisecond after they would be in conflict: events of their own.
     */
    public static List<TimedRecord> reused(List<TimedRecord> log, double share, long seed) {
        Conflicts conflicts = new Conflicts(seed);
        List<TimedRecord> all = new ArrayList<>();
        for (TimedRecord record : log) {
            if (conflicts.random.nextDouble() < share && canBeContradicted(record)) {
                Instant later = record.eventTime().plus(HORIZON).plusMillis(1);
                all.add(TimedRecord.received(conflicts.contradiction(record.record(), later), conflicts.delay()));
            }
        }
        return all;
    }

    private static boolean canBeContradicted(TimedRecord record) {
        if (record.record().getSchema().getField(PROPERTIES) == null) {
            return false;
        }
        Duration delay = Duration.between(record.eventTime(), record.receivedAt());
        return !delay.isNegative() && delay.compareTo(LATENESS) <= 0;
    }

    private void contradict(TimedRecord record, List<TimedRecord> all) {
        do {
            SpecificRecord other =
                    contradiction(record.record(), record.eventTime().plus(shift()));
            all.add(TimedRecord.received(other, delay()));
            if (random.nextInt(3) == 0) {
                all.add(TimedRecord.received(other, delay()));
            }
        } while (random.nextInt(4) == 0);
    }

    private Duration shift() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> Duration.ZERO;
            case 2 -> HORIZON;
            default -> Duration.ofMillis(random.nextLong(2 * LATENESS.toMillis()) - LATENESS.toMillis());
        };
    }

    private Duration delay() {
        return random.nextBoolean()
                ? Duration.ofMillis(random.nextInt(3))
                : Duration.ofMillis(random.nextInt(80_000_000));
    }

    private SpecificRecord contradiction(SpecificRecord record, Instant eventTime) {
        SpecificRecord other = SpecificData.get().deepCopy(record.getSchema(), record);
        other.put(record.getSchema().getField("event_time").pos(), eventTime);
        int properties = record.getSchema().getField(PROPERTIES).pos();
        Map<String, String> changed = new HashMap<>();
        ((Map<?, ?>) record.get(properties)).forEach((key, value) -> changed.put(key.toString(), value.toString()));
        changed.put("contradicts", Integer.toString(made++));
        other.put(properties, changed);
        return other;
    }
}
