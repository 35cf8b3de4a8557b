package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is left of a log after the time rules and deduplication, each stream in (event_time, event_id) order.
 *
 * <p>The time rules come first, so a copy received too late is {@code late}, not a duplicate. Of records with one
 * stream, key and event_id the first received stays; another with the same content is a duplicate, else it is
 * {@code conflicting_duplicate}.
 */
record AcceptedLog(
        List<Click> clicks,
        List<Signup> signups,
        List<Purchase> purchases,
        Map<String, List<Signup>> signupsByUser,
        Map<String, List<Purchase>> purchasesByUser,
        long accepted,
        long duplicates,
        List<DeadLetter> deadLetters) {

    private static final Duration LATENESS = Duration.ofHours(24);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private record Identity(String stream, String key, String eventId) {}

    static AcceptedLog of(List<TimedRecord> log) {
        Map<Identity, TimedRecord> kept = new HashMap<>();
        List<DeadLetter> dead = new ArrayList<>();
        long duplicates = 0;
        List<TimedRecord> received = new ArrayList<>(log);
        received.sort(Comparator.comparing(TimedRecord::receivedAt));
        for (TimedRecord record : received) {
            if (Duration.between(record.eventTime(), record.receivedAt()).compareTo(LATENESS) > 0) {
                dead.add(letter("late", record));
            } else if (Duration.between(record.receivedAt(), record.eventTime()).compareTo(CLOCK_SKEW) > 0) {
                dead.add(letter("future", record));
            } else {
                TimedRecord first =
                        kept.putIfAbsent(new Identity(record.stream(), record.key(), record.eventId()), record);
                if (first != null && first.record().equals(record.record())) {
                    duplicates++;
                } else if (first != null) {
                    dead.add(letter("conflicting_duplicate", record));
                }
            }
        }
        List<TimedRecord> accepted = new ArrayList<>(kept.values());
        accepted.sort(Comparator.comparing(record -> new Stamp(record.eventTime(), record.eventId())));
        return new AcceptedLog(
                of(Click.class, accepted),
                of(Signup.class, accepted),
                of(Purchase.class, accepted),
                of(Signup.class, accepted).stream().collect(Collectors.groupingBy(Signup::getUserId)),
                of(Purchase.class, accepted).stream().collect(Collectors.groupingBy(Purchase::getUserId)),
                accepted.size(),
                duplicates,
                dead);
    }

    List<Signup> signupsOf(String userId) {
        return signupsByUser.getOrDefault(userId, List.of());
    }

    List<Purchase> purchasesOf(String userId) {
        return purchasesByUser.getOrDefault(userId, List.of());
    }

    static Stamp stamp(Click click) {
        return new Stamp(click.getEventTime(), click.getEventId());
    }

    static Stamp stamp(Signup signup) {
        return new Stamp(signup.getEventTime(), signup.getEventId());
    }

    static Stamp stamp(Purchase purchase) {
        return new Stamp(purchase.getEventTime(), purchase.getEventId());
    }

    private static DeadLetter letter(String reason, TimedRecord record) {
        return new DeadLetter(reason, record.stream(), record.key(), record.eventId());
    }

    private static <T> List<T> of(Class<T> type, List<TimedRecord> accepted) {
        return accepted.stream()
                .map(TimedRecord::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
