package dev.milepost.testkit.population;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Orders in which one log may be delivered. The records stay as they are, their {@code received_at} too, so that the
 * answer is the same for all of them.
 */
public final class Arrivals {

    private Arrivals() {}

    /** By event time; records of one instant in the order of their event ids. */
    public static List<TimedRecord> inEventTimeOrder(List<TimedRecord> log) {
        return log.stream()
                .sorted(Comparator.comparing(TimedRecord::eventTime).thenComparing(TimedRecord::eventId))
                .toList();
    }

    /** As the log took them: by {@code received_at}, so that late events come late. */
    public static List<TimedRecord> inReceivedOrder(List<TimedRecord> log) {
        return log.stream()
                .sorted(Comparator.comparing(TimedRecord::receivedAt).thenComparing(TimedRecord::eventId))
                .toList();
    }

    /**
     * At random, but no record comes after one whose event time is more than {@code bound} later: each is held back by
     * a delay of its own between zero and {@code bound}.
     */
    public static List<TimedRecord> shuffledWithin(List<TimedRecord> log, Duration bound, long seed) {
        record Delivery(TimedRecord record, Instant at) {}
        Random random = new Random(seed);
        return log.stream()
                .map(record -> new Delivery(
                        record, record.eventTime().plusMillis((long) (random.nextDouble() * (bound.toMillis() + 1)))))
                .sorted(Comparator.comparing(Delivery::at))
                .map(Delivery::record)
                .toList();
    }

    /** Each record is followed, with probability {@code share}, by an exact copy, at most ten records on. */
    public static List<TimedRecord> withDuplicates(List<TimedRecord> log, double share, long seed) {
        Random random = new Random(seed);
        Map<Integer, List<TimedRecord>> due = new HashMap<>();
        List<TimedRecord> delivered = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            delivered.add(log.get(i));
            if (random.nextDouble() < share) {
                int place = Math.min(log.size() - 1, i + random.nextInt(11));
                due.computeIfAbsent(place, at -> new ArrayList<>()).add(log.get(i));
            }
            delivered.addAll(due.getOrDefault(i, List.of()));
        }
        return delivered;
    }
}
