package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Click;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The clicks that would matter, were there not 500 before them on their UTC day. */
final class DailyLimit {

    private static final int LIMIT = 500;

    private final Set<Click> beyond = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    private record Day(String anonymousId, LocalDate date) {}

    DailyLimit(AcceptedLog log, ProgramBook programs) {
        Map<Day, List<Click>> days = log.clicks().stream().collect(Collectors.groupingBy(DailyLimit::day));
        Map<String, List<Click>> visits = Touches.visits(log);
        days.forEach((day, clicks) -> {
            if (clicks.size() <= LIMIT) {
                return;
            }
            List<Click> excess = clicks.stream()
                    .filter(click -> matters(click, visits.getOrDefault(day.anonymousId(), List.of()), programs))
                    .sorted(Comparator.comparing(AcceptedLog::stamp))
                    .skip(LIMIT)
                    .toList();
            beyond.addAll(excess);
            excess.stream()
                    .limit(1)
                    .forEach(first -> deadLetters.add(new DeadLetter(
                            "click_limit",
                            "clickstream",
                            day.anonymousId(),
                            stamp(first).eventId(),
                            first.getEventTime())));
        });
    }

    boolean counts(Click click) {
        return !beyond.contains(click);
    }

    List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    private static Day day(Click click) {
        return new Day(click.getAnonymousId(), LocalDate.ofInstant(click.getEventTime(), ZoneOffset.UTC));
    }

    private static boolean matters(Click click, List<Click> visits, ProgramBook programs) {
        return Touches.ABOUT_THE_ADVOCATE.contains(click.getName())
                || programs.mayQualify(click.getName(), click.getEventTime())
                || (Touches.isVisit(click) && Touches.isTouch(click, visits));
    }
}
