package dev.milepost.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.oracle.DeadLetter;
import dev.milepost.testkit.oracle.ExpectedEvents;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the changelog {@code journey} is what a batch over the whole log finds, in any order of arrival. */
class JourneyTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant WITHDRAWN = Programs.MIDDLE.plus(DAY.multipliedBy(3));

    private final Population population = Population.of(5, new PopulationPlan(3, 2, 60));
    private final List<Event> events = ProgramsWhileEventsFlowTest.events(population);

    @TempDir
    private Path folder;

    private ProgramCatalog programs;

    @BeforeEach
    void writePrograms() throws Exception {
        Files.writeString(folder.resolve("watching-v1.yaml"), watching(1, Instant.EPOCH, "identified", ""));
        Files.writeString(
                folder.resolve("watching-v2.yaml"),
                watching(2, Programs.MIDDLE, "referral_link_clicked", "valid_to: " + WITHDRAWN + "\n"));
        programs = Changelogs.programs(folder);
    }

    private static String watching(int version, Instant validFrom, String event, String more) {
        return "program: watching\nversion: " + version + "\nvalid_from: " + validFrom + "\n" + more
                + """
                asks:
                  - id: again
                    on: {event: %s}
                    channel: in_app
                    template: again
                """.formatted(event);
    }

    /** By the programs; and the codes that asks pass on, whichever there are. */
    private static boolean isWatched(String click, Instant time) {
        if (click.equals("referral_code_created")) {
            return true;
        }
        return time.isBefore(Programs.MIDDLE)
                ? click.equals("identified")
                : click.equals("referral_link_clicked") && time.isBefore(WITHDRAWN);
    }

    @Test
    void whatStandsIsWhatTheWholeLogSays() throws Exception {
        Set<String> expected = expected();
        for (String kind : List.of(
                "signup",
                "user_attributes",
                "order",
                "refund",
                "referral.bound",
                "referral.qualified",
                "identified",
                "referral_link_clicked")) {
            assertThat(expected).as(kind).anyMatch(line -> line.contains(" " + kind + " "));
        }
        assertThat(standing(run(events, 2))).as("as received").isEqualTo(expected);
        assertThat(standing(run(sorted(Event::eventTimeMillis), 1)))
                .as("by event time")
                .isEqualTo(expected);
        Random random = new Random(1);
        // Of two copies the first to come counts, so when it was received depends on their order.
        assertThat(unreceived(standing(
                        run(sorted(event -> event.eventTimeMillis() + random.nextLong(DAY.toMillis())), 2))))
                .as("shuffled within a day")
                .isEqualTo(unreceived(expected));
    }

    @Test
    void aPurchaseAndAClickSayWhatTheirEventsSay() throws Exception {
        Map<List<String>, JourneyFact> facts = run(events, 1);
        assertThat(facts.values())
                .anySatisfy(fact -> {
                    assertThat(fact.getName()).isEqualTo("order");
                    assertThat(fact.getMrrMinor()).isEqualTo(fact.getAmountMinor() / 12);
                    assertThat(fact.getProperties()).containsEntry("till", fact.getEventId());
                    assertThat(fact.getCurrency()).isEqualTo("USD");
                })
                .anySatisfy(fact -> {
                    assertThat(fact.getName()).isEqualTo("referral_link_clicked");
                    assertThat(fact.getKnownTime()).as("by its link").isAfter(fact.getEventTime());
                })
                .anySatisfy(fact -> {
                    assertThat(fact.getName()).isEqualTo("referral.bound");
                    assertThat(fact.getReferralCode()).isNotEmpty();
                    assertThat(fact.getKnownTime()).as("by late evidence").isAfter(fact.getEventTime());
                });
    }

    private List<Event> sorted(Function<Event, Long> place) {
        Map<Event, Long> places = new HashMap<>();
        events.forEach(event -> places.put(event, place.apply(event)));
        return events.stream().sorted(Comparator.comparing(places::get)).toList();
    }

    private Set<String> expected() {
        Answer answer = new AttributionOracle(Programs.all()).answer(population.records());
        Map<String, IdentityRow> links = answer.identities().stream()
                .collect(Collectors.toMap(IdentityRow::getAnonymousId, Function.identity()));
        Set<String> refused = answer.deadLetters().stream()
                .filter(letter -> letter.stream().equals(Streams.PURCHASES))
                .filter(letter -> !Set.of("late", "future").contains(letter.reason()))
                .map(JourneyTest::place)
                .collect(Collectors.toSet());
        Set<String> expected = new TreeSet<>();
        for (EventRow event : ExpectedEvents.of(population.records())) {
            String user = event.getUserId();
            switch (event.getStream()) {
                case Streams.SIGNUPS, Streams.USER_ATTRIBUTES -> expected.add(line(user, event));
                case Streams.PURCHASES -> {
                    if (!refused.contains(place(user, event.getEventId(), event.getEventTime()))) {
                        expected.add(line(user, event));
                    }
                }
                case Streams.CLICKSTREAM -> {
                    IdentityRow link = links.get(event.getAnonymousId());
                    boolean linked = link != null
                            && !link.getEventTime().isAfter(event.getEventTime().plus(DAY.multipliedBy(30)));
                    String owner = user.isEmpty() && linked ? link.getUserId() : user;
                    if (!owner.isEmpty()
                            && isWatched(event.getName(), event.getEventTime())
                            && !isBeyondTheDaysLimit(event, answer)) {
                        expected.add(line(owner, event));
                    }
                }
                default -> {}
            }
        }
        for (JourneyEvent step : answer.journey()) {
            expected.add(line(step.getUserId(), step.getName(), step.getCauseEventId(), step.getEventTime()) + " "
                    + step.getAdvocateId() + " " + step.getProgramId());
        }
        return expected;
    }

    private static boolean isBeyondTheDaysLimit(EventRow click, Answer answer) {
        for (DeadLetter first : answer.deadLetters()) {
            boolean isOfItsDay = first.reason().equals("click_limit")
                    && first.key().equals(click.getAnonymousId())
                    && day(first.eventTime()).equals(day(click.getEventTime()));
            if (isOfItsDay && !click.getEventTime().isBefore(first.eventTime())) {
                return true;
            }
        }
        return false;
    }

    private static Instant day(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }

    private static String place(DeadLetter letter) {
        return place(letter.key(), letter.eventId(), letter.eventTime());
    }

    private static String place(String user, String eventId, Instant time) {
        return String.join(" ", user, eventId, time.toString());
    }

    private static String line(String owner, EventRow event) {
        return line(owner, event.getName(), event.getEventId(), event.getEventTime()) + " received "
                + event.getReceivedAt();
    }

    private static String line(String user, String name, String eventId, Instant time) {
        return String.join(" ", user, name, eventId, time.toString());
    }

    private static Set<String> standing(Map<List<String>, JourneyFact> facts) {
        Set<String> lines = new TreeSet<>();
        for (JourneyFact fact : facts.values()) {
            if (fact.getStands()) {
                String line = line(fact.getUserId(), fact.getName(), fact.getEventId(), fact.getEventTime());
                boolean step = fact.getName().startsWith("referral.");
                assertThat(lines.add(
                                step
                                        ? line + " " + fact.getAdvocateId() + " " + fact.getProgramId()
                                        : line + " received " + fact.getReceivedAt()))
                        .as(line)
                        .isTrue();
            }
        }
        return lines;
    }

    private static Set<String> unreceived(Set<String> lines) {
        return lines.stream().map(line -> line.replaceFirst(" received .*", "")).collect(Collectors.toSet());
    }

    /** What stands last, by user and identity. */
    private Map<List<String>, JourneyFact> run(List<Event> delivery, int parallelism) throws Exception {
        return Changelogs.run(
                delivery,
                parallelism,
                programs,
                AttributionTopology.Outputs::journey,
                fact -> List.of(fact.getUserId(), fact.getIdentity()));
    }
}
