package dev.milepost.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.Trace;
import dev.milepost.schemas.event.TraceKind;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.TouchRow;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.oracle.ExpectedEvents;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the changelog {@code traces} is what a batch over the whole log finds, in any order of arrival. */
class TracesTest {

    private static final long DAY_MILLIS = 86_400_000L;

    private final Population population = Population.of(5, new PopulationPlan(3, 2, 60));
    private final List<Event> events = ProgramsWhileEventsFlowTest.events(population);

    @TempDir
    private Path folder;

    @Test
    void whatStandsIsWhatTheWholeLogSays() throws Exception {
        events.forEach(TracesTest::leaveHashes);
        Set<String> expected = expected();
        for (TraceKind kind :
                List.of(TraceKind.SIGNUP, TraceKind.PURCHASE, TraceKind.REFERRAL_CLICK, TraceKind.ACTIVITY)) {
            assertThat(expected).as(kind.name()).anyMatch(line -> line.startsWith(kind + " "));
        }
        assertThat(differing(run(events, 2), expected)).as("as received").isEmpty();
        Random random = new Random(1);
        List<Event> shuffled = events.stream()
                .map(event -> Map.entry(event.eventTimeMillis() + random.nextLong(DAY_MILLIS), event))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        assertThat(differing(run(shuffled, 1), expected))
                .as("shuffled within a day")
                .isEmpty();
    }

    @Test
    void identifiersAreHashesOfWhatWasSentAndAbsentWhereNothingWas() throws Exception {
        events.forEach(TracesTest::leaveHashes);
        Collection<Trace> traces = run(events, 1);
        assertThat(traces).allSatisfy(trace -> {
            switch (trace.getKind()) {
                case SIGNUP -> {
                    assertThat(trace.getPayment()).isNull();
                    assertThat(trace.getDevice()).isNotNull();
                    assertThat(trace.getEmailMinhash()).containsExactly(1L, 2L);
                    assertThat(trace.getEmailDomain()).isEqualTo("example.org");
                }
                case PURCHASE -> assertThat(trace.getPayment()).isNotNull();
                case REFERRAL_CLICK, ACTIVITY -> assertThat(trace.getDevice()).isNotNull();
                case BOUND, QUALIFIED, REFUSED ->
                    assertThat(trace.getReferralId()).isNotNull();
                case UNKNOWN -> throw new AssertionError(trace);
            }
        });
        assertThat(traces.stream().map(Trace::getDevice).distinct().count())
                .as("each visitor has a device")
                .isGreaterThan(10);
    }

    /** The population's events say nothing of devices. */
    private static void leaveHashes(Event event) {
        if (event.payload() instanceof Click click) {
            click.setDeviceHash("device of " + click.getAnonymousId());
        } else if (event.payload() instanceof Signup signup) {
            signup.setDeviceHash("device of " + signup.getUserId());
            signup.setEmailMinhash(List.of(1L, 2L));
            signup.setEmailDomain("example.org");
        } else if (event.payload() instanceof Purchase purchase) {
            purchase.setPaymentHash("card of " + purchase.getUserId());
        }
    }

    private Collection<Trace> run(List<Event> delivery, int parallelism) throws Exception {
        return Changelogs.run(
                        delivery,
                        parallelism,
                        Changelogs.programs(folder),
                        AttributionTopology.Outputs::traces,
                        trace -> List.of(trace.getUserId(), trace.getIdentity()))
                .values();
    }

    /** What one has and the other has not. */
    private static List<String> differing(Collection<Trace> traces, Set<String> expected) {
        Set<String> found = lines(traces);
        List<String> differing = new ArrayList<>();
        found.stream().filter(line -> !expected.contains(line)).forEach(line -> differing.add("more: " + line));
        expected.stream().filter(line -> !found.contains(line)).forEach(line -> differing.add("lacks: " + line));
        return differing;
    }

    private static Set<String> lines(Collection<Trace> traces) {
        return traces.stream()
                .filter(trace -> !isOfReferral(trace))
                .map(trace -> line(trace.getKind(), trace.getUserId(), trace.getEventId(), trace.getEventTime()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfReferral(Trace trace) {
        return Set.of(TraceKind.BOUND, TraceKind.QUALIFIED, TraceKind.REFUSED).contains(trace.getKind());
    }

    private static String line(TraceKind kind, String user, String eventId, Instant time) {
        return String.join(" ", kind.name(), user, eventId, time.toString());
    }

    private Set<String> expected() {
        Answer answer = new AttributionOracle(Programs.all()).answer(population.records());
        Set<String> expected = new TreeSet<>();
        Set<List<Object>> referrals = new HashSet<>();
        for (TouchRow touch : answer.touches()) {
            if (touch.getChannel().equals("referral")
                    && !touch.getReferralCode().isEmpty()) {
                referrals.add(List.of(touch.getAnonymousId(), touch.getTouchId(), touch.getEventTime()));
                if (!touch.getUserId().isEmpty()) {
                    expected.add(line(
                            TraceKind.REFERRAL_CLICK, touch.getUserId(), touch.getTouchId(), touch.getEventTime()));
                }
            }
        }
        Map<String, IdentityRow> links = answer.identities().stream()
                .collect(Collectors.toMap(IdentityRow::getAnonymousId, Function.identity()));
        Set<List<Object>> days = new HashSet<>();
        List<EventRow> inOrder = ExpectedEvents.of(population.records()).stream()
                .sorted(Comparator.comparing(EventRow::getEventTime).thenComparing(EventRow::getEventId))
                .toList();
        for (EventRow event : inOrder) {
            switch (event.getStream()) {
                case Streams.SIGNUPS -> expected.add(line(TraceKind.SIGNUP, event));
                case Streams.PURCHASES -> expected.add(line(TraceKind.PURCHASE, event));
                case Streams.CLICKSTREAM -> {
                    IdentityRow link = links.get(event.getAnonymousId());
                    LocalDate day =
                            event.getEventTime().atOffset(ZoneOffset.UTC).toLocalDate();
                    boolean first = link != null
                            && isKnown(link, event)
                            && !isRobots(event)
                            && days.add(List.of(event.getAnonymousId(), day));
                    if (first
                            && !referrals.contains(
                                    List.of(event.getAnonymousId(), event.getEventId(), event.getEventTime()))) {
                        String owner = event.getUserId().isEmpty() ? link.getUserId() : event.getUserId();
                        expected.add(line(TraceKind.ACTIVITY, owner, event.getEventId(), event.getEventTime()));
                    }
                }
                default -> {}
            }
        }
        return expected;
    }

    /** By the time of the click, whatever made the link. */
    private static boolean isKnown(IdentityRow link, EventRow click) {
        int byTime = link.getEventTime().compareTo(click.getEventTime());
        return byTime < 0 || (byTime == 0 && link.getEventId().compareTo(click.getEventId()) <= 0);
    }

    private boolean isRobots(EventRow event) {
        return events.stream()
                .anyMatch(each -> each.payload() instanceof Click click
                        && click.getIsBot()
                        && click.getAnonymousId().equals(event.getAnonymousId())
                        && click.getEventId().equals(event.getEventId()));
    }

    private static String line(TraceKind kind, EventRow event) {
        return line(kind, event.getUserId(), event.getEventId(), event.getEventTime());
    }
}
