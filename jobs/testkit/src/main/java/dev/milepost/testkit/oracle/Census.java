package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.TouchRow;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the cases in a log by what its records and their answer show, whatever scene they came from. */
final class Census {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final List<TimedRecord> log;
    private final Answer answer;
    private final List<Click> clicks;
    private final List<Signup> signups;
    private final List<Purchase> purchases;
    private final Map<String, Long> counts = new TreeMap<>();

    private Census(List<TimedRecord> log, Answer answer) {
        this.log = log;
        this.answer = answer;
        clicks = events(Click.class);
        signups = events(Signup.class);
        purchases = events(Purchase.class);
    }

    /** How often each case is in a log, by its name. */
    static Map<String, Long> of(List<TimedRecord> log, Answer answer) {
        Census census = new Census(log, answer);
        census.delivery();
        census.identity();
        census.touches();
        census.referrals();
        new MoneyCensus(census.purchases, answer, census.counts).count();
        return census.counts;
    }

    private void count(String name, long number) {
        counts.put(name, number);
    }

    private void count(String name, Stream<?> found) {
        counts.put(name, found.count());
    }

    private <T> List<T> events(Class<T> type) {
        return log.stream()
                .map(TimedRecord::record)
                .filter(type::isInstance)
                .map(type::cast)
                .distinct()
                .toList();
    }

    private static Duration delay(TimedRecord record) {
        return Duration.between(record.eventTime(), record.receivedAt());
    }

    private void delivery() {
        Duration day = Duration.ofHours(24);
        count(
                "late, accepted",
                log.stream().filter(r -> delay(r).compareTo(Duration.ofHours(1)) > 0 && delay(r).compareTo(day) <= 0));
        count("late by exactly 24 h", log.stream().filter(r -> delay(r).equals(day)));
        count("ahead by exactly 1 min", log.stream().filter(r -> delay(r).equals(Duration.ofMinutes(-1))));
        count("duplicates", answer.duplicates());
        Stream.of(
                        "late",
                        "future",
                        "duplicate_order",
                        "currency_mismatch",
                        "order_expired",
                        "order_unknown",
                        "rule_late",
                        "rule_conflict",
                        "invalid")
                .forEach(reason -> count(
                        "dead letter " + reason, answer.deadLettersByReason().getOrDefault(reason, 0L)));
        Map<Instant, List<TimedRecord>> byTime = log.stream().collect(Collectors.groupingBy(TimedRecord::eventTime));
        count(
                "ties of time between distinct events",
                byTime.values().stream()
                        .filter(ties -> ties.stream()
                                        .map(TimedRecord::eventId)
                                        .distinct()
                                        .count()
                                > 1));
    }

    private void identity() {
        Map<String, Instant> linked = answer.identities().stream()
                .collect(Collectors.toMap(row -> row.getAnonymousId(), row -> row.getEventTime()));
        Set<String> named = clicks.stream()
                .filter(click -> click.getUserId() != null)
                .map(Click::getEventId)
                .collect(Collectors.toSet());
        count("clicks with both ids", named.stream());
        count(
                "touches before their link",
                answer.touches().stream()
                        .filter(touch -> !touch.getUserId().isEmpty() && !named.contains(touch.getTouchId()))
                        .filter(touch -> touch.getEventTime().isBefore(linked.get(touch.getAnonymousId()))));
        count(
                "touches too old for their link",
                answer.touches().stream()
                        .filter(touch -> touch.getUserId().isEmpty() && linked.containsKey(touch.getAnonymousId())));
        Map<String, List<TimedRecord>> evidence = log.stream()
                .filter(r -> r.text("user_id") != null && r.text("anonymous_id") != null)
                .filter(r -> delay(r).compareTo(Duration.ofHours(24)) <= 0)
                .collect(Collectors.groupingBy(r -> r.text("anonymous_id")));
        count("shared devices", evidence.values().stream().filter(links -> users(links) > 1));
        count(
                "links that an earlier one, received later, replaces",
                evidence.values().stream().filter(links -> users(links) > 1).filter(links -> {
                    TimedRecord first = Collections.min(links, TimedRecord.IN_TIME);
                    return links.stream()
                            .anyMatch(other -> !other.text("user_id").equals(first.text("user_id"))
                                    && other.receivedAt()
                                            .isBefore(first.receivedAt().minusSeconds(3_600)));
                }));
    }

    private static long users(List<TimedRecord> links) {
        return links.stream().map(link -> link.text("user_id")).distinct().count();
    }

    private void touches() {
        count("bots", clicks.stream().filter(Click::getIsBot));
        count(
                "clicks beyond the most that count on a day",
                clicks.stream()
                        .collect(Collectors.groupingBy(
                                click -> click.getAnonymousId()
                                        + click.getEventTime().truncatedTo(ChronoUnit.DAYS),
                                Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(number -> Math.max(0, number - 500))
                        .sum());
        count(
                "credits of two devices for one event_id",
                answer.credits().stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getConversionId() + " " + row.getTouchId(), Collectors.counting()))
                        .values()
                        .stream()
                        .filter(devices -> devices > 1));
        Set<String> touching =
                answer.touches().stream().map(TouchRow::getTouchId).collect(Collectors.toSet());
        count(
                "clicks that continue a session",
                clicks.stream().filter(click -> !click.getIsBot() && !touching.contains(click.getEventId())));
        for (boolean session : List.of(true, false)) {
            for (Duration gap : List.of(HALF_HOUR.minus(MILLI), HALF_HOUR, HALF_HOUR.plus(MILLI))) {
                count("gap " + gap + (session ? " with" : " without") + " session_id", gaps(session, gap));
            }
        }
        Map<String, List<TouchRow>> byUser =
                answer.touches().stream().collect(Collectors.groupingBy(TouchRow::getUserId));
        List<Duration> ages = answer.conversions().stream()
                .flatMap(conversion -> byUser.getOrDefault(conversion.getUserId(), List.of()).stream()
                        .map(touch -> Duration.between(touch.getEventTime(), conversion.getConversionTime())))
                .toList();
        List<Duration> windows =
                List.of(Duration.ofDays(30), Duration.ofDays(14), Duration.ofDays(20), Duration.ofHours(36));
        count("touches at the start of a window", ages.stream().filter(windows::contains));
        count("touches just before a window", ages.stream().filter(age -> windows.contains(age.minus(MILLI))));
        count("touches just after a window's start", ages.stream().filter(age -> windows.contains(age.plus(MILLI))));
        count("touches at the conversion", ages.stream().filter(Duration::isZero));
        count("touches just after the conversion", ages.stream().filter(age -> age.equals(MILLI.negated())));
        Map<String, Long> journeys = answer.credits().stream()
                .collect(Collectors.groupingBy(row -> row.getConversionId(), Collectors.counting()));
        count("journeys of eight touches and more", journeys.values().stream().filter(touches -> touches >= 8));
        count(
                "conversions without a touch",
                answer.credits().stream().filter(row -> row.getTouchId().isEmpty()));
    }

    private Stream<Click> gaps(boolean session, Duration gap) {
        Map<String, Set<Instant>> times = clicks.stream()
                .collect(Collectors.groupingBy(
                        Click::getAnonymousId, Collectors.mapping(Click::getEventTime, Collectors.toSet())));
        return clicks.stream()
                .filter(click -> (click.getSessionId() != null) == session)
                .filter(click -> click.getChannel() == null && click.getReferralCode() == null)
                .filter(click -> times.get(click.getAnonymousId())
                        .contains(click.getEventTime().minus(gap)));
    }

    private void referrals() {
        Stream.of("self", "unknown_code", "existing_customer", "junior_advocate")
                .forEach(reason -> count(
                        "refused " + reason,
                        answer.bindings().stream()
                                .filter(row -> row.getRefusal().equals(reason))));
        Stream.of("code", "invite", "link")
                .forEach(kind -> count(
                        "bound by " + kind,
                        answer.bindings().stream()
                                .filter(row -> row.getStatus().equals("bound")
                                        && row.getEvidence().equals(kind))));
        count("qualified", answer.journey().stream().filter(row -> row.getName().equals("referral.qualified")));
        Stream.of("default", "spring", "partners", "quiet")
                .forEach(program -> count(
                        "credits of " + program,
                        answer.credits().stream()
                                .filter(row -> row.getProgramId().equals(program))));
        count("entered codes", signups.stream().filter(signup -> signup.getReferralCode() != null));
        count("invites", clicks.stream().filter(click -> click.getName().equals("invite_sent")));
        Map<String, List<Click>> creations = clicks.stream()
                .filter(click -> click.getName().equals("referral_code_created"))
                .collect(Collectors.groupingBy(Click::getReferralCode));
        count(
                "codes created again by another",
                creations.values().stream()
                        .filter(all -> all.stream()
                                        .map(Click::getAnonymousId)
                                        .distinct()
                                        .count()
                                > 1));
        Map<String, Instant> touched = answer.touches().stream()
                .collect(Collectors.toMap(TouchRow::getTouchId, TouchRow::getEventTime, (one, other) -> one));
        count(
                "bound by a code younger than the click",
                answer.bindings().stream()
                        .filter(row -> row.getStatus().equals("bound")
                                && row.getEvidence().equals("link"))
                        .filter(row -> creations.get(row.getCode()).stream()
                                .allMatch(made -> made.getEventTime().isAfter(touched.get(row.getTouchId())))));
        Map<String, Set<String>> codes = answer.touches().stream()
                .filter(touch -> touch.getChannel().equals("referral"))
                .collect(Collectors.groupingBy(
                        TouchRow::getUserId, Collectors.mapping(TouchRow::getReferralCode, Collectors.toSet())));
        count(
                "referees with several candidate links",
                signups.stream()
                        .map(Signup::getUserId)
                        .distinct()
                        .filter(user ->
                                codes.getOrDefault(user, new HashSet<>()).size() > 1));
        Map<String, Instant> signedUp = signups.stream()
                .collect(Collectors.toMap(
                        Signup::getUserId, Signup::getEventTime, (one, other) -> one.isBefore(other) ? one : other));
        for (Duration wait : List.of(Duration.ofDays(400), Duration.ofDays(400).plus(MILLI))) {
            count(
                    "owners who sign up " + wait + " after their code",
                    clicks.stream()
                            .filter(click -> click.getName().equals("referral_code_created"))
                            .filter(click -> click.getEventTime().plus(wait).equals(signedUp.get(click.getUserId()))));
        }
        count("second signups", repeated(signups.stream().map(Signup::getUserId)));
    }

    static long repeated(Stream<String> users) {
        return users.collect(Collectors.groupingBy(user -> user, Collectors.counting())).values().stream()
                .filter(number -> number > 1)
                .count();
    }
}
