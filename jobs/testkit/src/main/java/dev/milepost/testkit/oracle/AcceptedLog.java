package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is left of a log after the time rules and deduplication, each stream in (event_time, event_id) order.
 *
 * <p>The time rules come first, so a copy received too late is {@code late}, not a duplicate. {@link Deduplication} says
 * which of the others are {@code conflicting_duplicate}.
 *
 * @param events what is accepted, of each event the copy received first
 * @param unusable what is not: those that the time rules refuse, and conflicts, of each the copy received first
 */
record AcceptedLog(
        List<Click> clicks,
        List<Signup> signups,
        List<Purchase> purchases,
        Map<String, List<Signup>> signupsByUser,
        Map<String, List<Purchase>> purchasesByUser,
        List<TimedRecord> events,
        long duplicates,
        List<Unusable> unusable) {

    private static final Duration LATENESS = Duration.ofHours(24);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** A record that could not be used, and why. */
    record Unusable(String reason, TimedRecord record) {}

    static AcceptedLog of(List<TimedRecord> log) {
        List<Unusable> unusable = new ArrayList<>();
        List<TimedRecord> timely = new ArrayList<>();
        for (TimedRecord record : log) {
            String untimely = untimely(record);
            if (untimely == null) {
                timely.add(record);
            } else {
                unusable.add(new Unusable(untimely, record));
            }
        }
        Deduplication deduplicated = Deduplication.of(timely);
        deduplicated.refused().forEach(record -> unusable.add(new Unusable("conflicting_duplicate", record)));
        List<TimedRecord> accepted = new ArrayList<>(deduplicated.accepted());
        accepted.sort(Comparator.comparing(record -> new Stamp(record.eventTime(), record.eventId())));
        return new AcceptedLog(
                of(Click.class, accepted),
                of(Signup.class, accepted),
                of(Purchase.class, accepted),
                of(Signup.class, accepted).stream().collect(Collectors.groupingBy(Signup::getUserId)),
                of(Purchase.class, accepted).stream().collect(Collectors.groupingBy(Purchase::getUserId)),
                accepted,
                deduplicated.duplicates(),
                unusable);
    }

    /** Why the time rules refuse the record; null where they do not. */
    static String untimely(TimedRecord record) {
        Duration delay = Duration.between(record.eventTime(), record.receivedAt());
        if (delay.compareTo(LATENESS) > 0) {
            return "late";
        }
        return delay.negated().compareTo(CLOCK_SKEW) > 0 ? "future" : null;
    }

    List<DeadLetter> deadLetters() {
        return unusable.stream()
                .map(each -> new DeadLetter(
                        each.reason(),
                        each.record().stream(),
                        each.record().key(),
                        each.record().eventId(),
                        each.record().eventTime()))
                .toList();
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

    private static <T> List<T> of(Class<T> type, List<TimedRecord> accepted) {
        return accepted.stream()
                .map(TimedRecord::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
