package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTrafficTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Duration STEP = Duration.ofMillis(200);

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 20, 300, 2_000})
    void theRateIsKeptFromTheStart(double rate) {
        LiveTraffic traffic = new LiveTraffic(1, rate);
        for (int tenSeconds = 1; tenSeconds <= 9; tenSeconds++) {
            play(traffic, START.plusSeconds(10L * (tenSeconds - 1)), 50);
            double expected = 10 * tenSeconds * rate;
            assertThat((double) traffic.truth().events()).isCloseTo(expected, within(Math.max(60, 0.05 * expected)));
        }
    }

    @Test
    void eventsAreOfNowOrSlightlyBefore() {
        LiveTraffic traffic = new LiveTraffic(2, 300);
        Instant now = START;
        for (int i = 0; i < 500; i++) {
            now = now.plus(STEP);
            for (SimulatedEvent event : traffic.step(now, STEP)) {
                assertThat(event.receivedAtMillis()).isBetween(event.eventTimeMillis(), now.toEpochMilli());
                assertThat(now.toEpochMilli() - event.eventTimeMillis()).isLessThan(25_000);
                assertThat(event.payload().get(1)).isEqualTo(Instant.ofEpochMilli(event.eventTimeMillis()));
            }
        }
    }

    @Test
    void whatTheTruthCountsOnIsSentWhenItHappens() {
        for (SimulatedEvent event : play(new LiveTraffic(10, 400), START, 450)) {
            boolean counts = event.stream().equals("signups")
                    || (event.payload() instanceof Click click
                            && Set.of("referral_code_created", "referral_link_clicked", "identified")
                                    .contains(click.getName()))
                    || (event.payload() instanceof Purchase purchase
                            && Set.of(PurchaseKind.ORDER, PurchaseKind.RENEWAL).contains(purchase.getKind()));
            if (counts && !event.duplicate()) {
                boolean isRobot = event.payload() instanceof Click click && click.getIsBot();
                assertThat(isRobot || event.receivedAtMillis() == event.eventTimeMillis())
                        .isTrue();
            }
        }
    }

    @Test
    void ninetySecondsShowEverything() {
        LiveTraffic traffic = new LiveTraffic(3, 200);
        play(traffic, START, 450);
        LiveTruth truth = traffic.truth();
        assertThat(truth.signups()).isGreaterThan(100);
        assertThat(truth.orders()).isGreaterThan(50);
        assertThat(truth.refunds()).isGreaterThan(10);
        assertThat(truth.boundReferrals()).isGreaterThan(20);
        assertThat(truth.refusedReferrals()).isGreaterThan(5);
        assertThat(truth.duplicates()).isGreaterThan(20);
        assertThat(truth.late()).isGreaterThan(20);
        assertThat(truth.netMinor().keySet()).hasSizeGreaterThan(3);
    }

    @Test
    void theTruthIsThatOfTheEventsSent() {
        LiveTraffic traffic = new LiveTraffic(4, 400);
        List<SimulatedEvent> events = play(traffic, START, 600);
        Map<String, Long> net = new TreeMap<>();
        Map<String, OrderBook> books = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        long orders = 0;
        long signups = 0;
        for (SimulatedEvent event : events) {
            boolean first = ids.add(event.stream() + event.payload().get(0));
            assertThat(event.duplicate()).isEqualTo(!first);
            if (first && event.payload() instanceof Purchase purchase) {
                books.computeIfAbsent(purchase.getOrderId(), id -> new OrderBook())
                        .add(purchase);
                orders +=
                        purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL ? 1 : 0;
            }
            signups += first && event.stream().equals("signups") ? 1 : 0;
        }
        books.values().forEach(book -> net.merge(book.order().getCurrency(), book.netMinor(), Long::sum));
        assertThat(traffic.truth().netMinor()).isEqualTo(net);
        assertThat(traffic.truth().orders()).isEqualTo(orders);
        assertThat(traffic.truth().signups()).isEqualTo(signups);
        assertThat(traffic.truth().events()).isEqualTo(events.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {299, 450})
    void referralsAreWhatTheRulesMakeOfTheEventsSentSoFar(int steps, @TempDir Path directory) throws IOException {
        LiveTraffic traffic = LiveTraffic.withPrograms(9, 200);
        Map<String, JsonLines> files = new LinkedHashMap<>();
        for (String stream : StreamFiles.STREAMS) {
            files.put(stream, new JsonLines(Files.newOutputStream(directory.resolve(stream + ".jsonl"))));
        }
        for (SimulatedEvent event : play(traffic, START, steps)) {
            files.get(event.stream()).write(event);
        }
        files.values().forEach(JsonLines::close);
        Set<String> rows = new PlainReferrals(directory).rows();
        assertThat(rows.stream().filter(row -> row.endsWith(",bound")))
                .hasSize((int) traffic.truth().boundReferrals());
        assertThat(rows).hasSizeGreaterThan((int) traffic.truth().boundReferrals());
    }

    @Test
    void theSameSeedAndTimesGiveTheSameEvents() {
        assertThat(play(new LiveTraffic(5, 200), START, 100)).isEqualTo(play(new LiveTraffic(5, 200), START, 100));
    }

    @Test
    void theSameSeedAndTimesGiveTheSameProgramsToo() {
        LiveTraffic once = LiveTraffic.withPrograms(5, 200);
        LiveTraffic again = LiveTraffic.withPrograms(5, 200);
        assertThat(play(once, START, 200)).isEqualTo(play(again, START, 200));
        assertThat(once.programTruth()).isEqualTo(again.programTruth());
        LiveTraffic other = LiveTraffic.withPrograms(6, 200);
        play(other, START, 200);
        assertThat(other.programTruth()).isNotEqualTo(once.programTruth());
    }

    @ParameterizedTest
    @ValueSource(doubles = {40, 300, 2_000})
    void theRateIsKeptWithProgramsToo(double rate) {
        LiveTraffic traffic = LiveTraffic.withPrograms(1, rate);
        play(traffic, START, 450);
        assertThat((double) traffic.truth().events()).isCloseTo(90 * rate, within(Math.max(60, 0.05 * 90 * rate)));
    }

    /** So that a demo of that length has something to show of every kind. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void fortyFiveSecondsWithProgramsShowEverything(long seed) {
        LiveTraffic traffic = LiveTraffic.withPrograms(seed, 200);
        play(traffic, START, 225);
        ProgramTruth truth = traffic.programTruth();
        assertThat(truth.asOf()).isEqualTo(START.plusSeconds(45));
        assertThat(truth.milestones().keySet())
                .containsExactlyInAnyOrder(
                        "up-and-running/up-and-running", "ten-for-both/first-purchase", "one-three-five/friends");
        assertThat(truth.milestones().values()).allMatch(count -> count >= 5);
        for (String step : List.of("EARNED", "HELD", "RELEASED", "PAID", "VOIDED", "REVERSED")) {
            assertThat(truth.entries()).containsKey(new ProgramTruth.Line("ten-for-both", step, "USD"));
        }
        assertThat(truth.entries()).containsKey(new ProgramTruth.Line("one-three-five", "EARNED", "free month"));
        assertThat(truth.payouts())
                .isEqualTo(truth.entries().entrySet().stream()
                        .filter(line -> line.getKey().step().equals("PAID"))
                        .mapToLong(line -> line.getValue().entries())
                        .sum());
        assertThat(truth.verdicts()).isGreaterThan(10);
        assertThat(truth.reviews()).isPositive();
    }

    /** Whoever is asked, and not who is held out: the experiment has something to show. */
    @Test
    void theAskMovesPeople() {
        Experiment experiment = Offers.inSeconds().ask().experiment();
        Set<String> buyers = new HashSet<>();
        Set<String> friends = new HashSet<>();
        for (SimulatedEvent event : play(LiveTraffic.withPrograms(2, 300), START, 900)) {
            if (event.payload() instanceof Purchase purchase
                    && purchase.getOrderId().endsWith("-ask")) {
                buyers.add(purchase.getUserId());
            } else if (event.stream().equals("signups") && event.key().endsWith("f")) {
                friends.add(event.key());
            }
        }
        assertThat(buyers).hasSizeGreaterThan(20).allMatch(user -> experiment.armOf(user) != null);
        assertThat(friends)
                .hasSizeGreaterThan(20)
                .allMatch(user -> experiment.armOf(user.substring(0, user.length() - 1)) != null);
    }

    @Test
    void withoutProgramsNobodySpeaksOfThem() {
        LiveTraffic traffic = new LiveTraffic(1, 200);
        assertThat(play(traffic, START, 225))
                .noneMatch(event ->
                        event.stream().equals("payouts") || event.stream().equals("fraud-verdicts"));
        assertThat(traffic.programTruth().milestones()).isEmpty();
    }

    @Test
    void everyCodeClickedIsOfSomebodyWhoMadeOneOrWill() {
        List<SimulatedEvent> events = play(new LiveTraffic(6, 400), START, 900);
        Map<String, Long> created = new HashMap<>();
        List<Click> clicked = new ArrayList<>();
        for (SimulatedEvent event : events) {
            if (event.payload() instanceof Click click && !click.getIsBot()) {
                if (click.getName().equals("referral_code_created")) {
                    created.putIfAbsent(click.getReferralCode(), event.eventTimeMillis());
                } else if (click.getName().equals("referral_link_clicked")) {
                    clicked.add(click);
                }
            }
        }
        long known = clicked.stream()
                .filter(click -> created.containsKey(click.getReferralCode()))
                .count();
        assertThat(clicked).hasSizeGreaterThan(100);
        assertThat((double) known / clicked.size()).isGreaterThan(0.95);
    }

    @Test
    void aLongPauseDoesNotFlood() {
        LiveTraffic traffic = new LiveTraffic(7, 100);
        play(traffic, START, 5);
        assertThat(traffic.step(START.plusSeconds(7_200), Duration.ofHours(2))).hasSizeLessThan(2_000);
    }

    @Test
    void hoursOfPlayHoldNoMoreThanMinutesOfIt() {
        LiveTraffic traffic = LiveTraffic.withPrograms(8, 20);
        play(traffic, START, 600);
        int soon = traffic.pending();
        play(traffic, START.plusSeconds(120), 5 * 7_200);
        assertThat(traffic.pending()).isLessThan(2 * soon);
    }

    private static List<SimulatedEvent> play(LiveTraffic traffic, Instant start, int steps) {
        List<SimulatedEvent> events = new ArrayList<>();
        for (int i = 1; i <= steps; i++) {
            events.addAll(traffic.step(start.plus(STEP.multipliedBy(i)), STEP));
        }
        return events;
    }
}
