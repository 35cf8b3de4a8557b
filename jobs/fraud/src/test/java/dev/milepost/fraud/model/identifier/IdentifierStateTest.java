package dev.milepost.fraud.model.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.identifier.IdentifierAnswer.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdentifierStateTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Identifier DEVICE = new Identifier(IdentifierKind.DEVICE, "d1");
    private static final IdentifierStateCodec CODEC = new IdentifierStateCodec();

    private final IdentifierState state = new IdentifierState();

    private List<String> see(String account, long timeMillis) {
        return texts(state.see(DEVICE, account, timeMillis, false));
    }

    private List<String> advance(long timeMillis) {
        return texts(state.advanceTo(DEVICE, timeMillis));
    }

    private static List<String> texts(List<Link> links) {
        return links.stream()
                .map(link -> (link.joined() ? "+" : "-") + link.account() + "/" + link.degree())
                .toList();
    }

    @Test
    void omegaIsOneOfOneAccountAndFallsWithTheLogarithm() {
        assertThat(Omega.of(0)).isZero();
        assertThat(Omega.of(1)).isEqualTo(1);
        assertThat(Omega.of(3)).isCloseTo(0.5, within(1e-12));
        assertThat(Omega.of(7)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void twoAccountsAreLinkedOnceBothHaveSettledForADay() {
        assertThat(see("ann", 0)).isEmpty();
        assertThat(see("bob", HOUR)).isEmpty();
        assertThat(state.nextTimer()).isEqualTo(DAY);
        assertThat(advance(DAY)).isEmpty();
        assertThat(state.nextTimer()).isEqualTo(DAY + HOUR);
        assertThat(advance(DAY + HOUR - 1)).isEmpty();
        assertThat(advance(DAY + HOUR)).containsExactly("+ann/2", "+bob/2");
        assertThat(advance(DAY + HOUR)).isEmpty();
    }

    @Test
    void atHighRiskTenMinutesAreEnoughAlsoWhereTheRiskCameLater() {
        see("ann", 0);
        state.see(DEVICE, "bob", DAY, true);
        assertThat(state.nextTimer()).isEqualTo(DAY + 10 * MINUTE);
        assertThat(advance(DAY + 10 * MINUTE)).containsExactly("+ann/2", "+bob/2");
        see("cat", DAY + HOUR);
        state.see(DEVICE, "cat", DAY + 2 * HOUR, true);
        assertThat(advance(DAY + 2 * HOUR + 10 * MINUTE)).containsExactly("+cat/3");
    }

    @Test
    void aTwentyFirstAccountEndsAllLinksAtOnceAlsoBeforeItSettles() {
        for (int i = 10; i < 30; i++) {
            see("u" + i, 0);
        }
        assertThat(advance(DAY)).hasSize(20).startsWith("+u10/20");
        assertThat(see("u30", DAY + 1)).hasSize(20).startsWith("-u10/21", "-u11/21");
        assertThat(see("u31", DAY + 2)).isEmpty();
    }

    @Test
    void whoLeftTheNinetyDaysIsLinkedNoMoreNorIsTheOneWhoIsLeft() {
        see("ann", 0);
        see("bob", 0);
        see("cat", 0);
        advance(DAY);
        see("bob", 10 * DAY);
        see("cat", 20 * DAY);
        assertThat(state.nextTimer()).isEqualTo(90 * DAY);
        assertThat(state.degree(90 * DAY - 1)).isEqualTo(3);
        assertThat(advance(90 * DAY)).containsExactly("-ann/2");
        assertThat(advance(100 * DAY)).containsExactly("-bob/1", "-cat/1");
        assertThat(state.isEmpty()).isFalse();
        assertThat(advance(110 * DAY)).isEmpty();
        assertThat(state.isEmpty()).isTrue();
        assertThat(state.nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoComesAgainAfterTheWindowSettlesAgain() {
        see("ann", 0);
        see("bob", 89 * DAY);
        assertThat(see("ann", 95 * DAY)).isEmpty();
        assertThat(advance(96 * DAY)).containsExactly("+ann/2", "+bob/2");
    }

    @Test
    void answersSayWhoIsOnItAndHowManyAre() {
        see("ann", 5);
        see("bob", 7);
        see("ann", 9);
        IdentifierAnswer answer = state.answer(DEVICE, "bob", "ann", null, 10);
        assertThat(answer.degree()).isEqualTo(2);
        assertThat(answer.omega()).isCloseTo(0.63093, within(1e-5));
        assertThat(answer.advocate()).isEqualTo(new Seen(5, 9));
        assertThat(answer.referee()).isEqualTo(new Seen(7, 7));
        assertThat(answer.isShared()).isTrue();
        assertThat(state.answer(DEVICE, "bob", "eve", null, 10).isShared()).isFalse();
        assertThat(state.answer(DEVICE, "bob", "ann", null, 90 * DAY + 8).isShared())
                .isFalse();
    }

    @Test
    void labelsHalveInNinetyDaysAndCanBeTakenBack() {
        state.label(new Label(true, 0), false);
        state.label(new Label(true, 90 * DAY), false);
        state.label(new Label(false, 90 * DAY), false);
        IdentifierAnswer answer = state.answer(DEVICE, "ann", null, null, 180 * DAY);
        assertThat(answer.fraud()).isCloseTo(0.75, within(1e-12));
        assertThat(answer.benign()).isCloseTo(0.5, within(1e-12));
        state.label(new Label(true, 0), true);
        assertThat(state.answer(DEVICE, "ann", null, null, 180 * DAY).fraud()).isCloseTo(0.5, within(1e-12));
        state.label(new Label(true, 90 * DAY), true);
        assertThat(state.answer(DEVICE, "ann", null, null, 180 * DAY).fraud()).isZero();
        assertThat(state.nextTimer()).isEqualTo(490 * DAY);
        state.advanceTo(DEVICE, 490 * DAY);
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void theRefereesOwnLabelSaysNothingOfNeighbours() {
        state.label(new Label(true, 0), false);
        assertThat(state.answer(DEVICE, "ann", null, new Label(true, 0), 0).fraud())
                .isZero();
        assertThat(state.answer(DEVICE, "bob", null, null, 0).fraud()).isEqualTo(1);
        state.label(new Label(true, 90 * DAY), false);
        state.label(new Label(false, 90 * DAY), false);
        // Of 0.5 and 1 that of day 0 goes; the other side stays as it is.
        IdentifierAnswer answer = state.answer(DEVICE, "ann", null, new Label(true, 0), 90 * DAY);
        assertThat(answer.fraud()).isEqualTo(1);
        assertThat(answer.benign()).isEqualTo(1);
        assertThat(state.answer(DEVICE, "ann", null, new Label(false, 90 * DAY), 90 * DAY)
                        .benign())
                .isZero();
        assertThat(state.answer(DEVICE, "ann", null, null, 90 * DAY).fraud()).isEqualTo(1.5);
    }

    @Test
    void beyondFiveHundredAndTwelveAccountsAreOnlyCounted() {
        for (int i = 0; i < 20_000; i++) {
            see("user-" + i, i);
        }
        assertThat(state.sightings).hasSize(512);
        assertThat(state.degree(20_000)).isCloseTo(20_000, within(4_000));
        assertThat(Bytes.of(CODEC, state).length).isLessThan(30_000);
        int before = state.degree(20_000);
        for (int i = 0; i < 20_000; i++) {
            see("user-" + i, 20_000 + i);
        }
        assertThat(state.degree(40_000)).isEqualTo(before);
        advance(90 * DAY + 39_999);
        assertThat(state.degree(90 * DAY + 39_999)).isZero();
        assertThat(state.isEmpty()).isTrue();
        assertThat(state.crowd).isNull();
    }

    @Test
    void crowdsAreCountedWithinThirteenPercentMostly() {
        double squares = 0;
        for (int seed = 0; seed < 50; seed++) {
            Crowd crowd = new Crowd();
            int size = 500 + 400 * seed;
            for (int i = 0; i < size; i++) {
                crowd.see("s" + seed + "-" + i, 100);
            }
            double error = crowd.estimate(100) / (double) size - 1;
            squares += error * error;
            assertThat(crowd.estimate(101)).isZero();
        }
        assertThat(Math.sqrt(squares / 50)).isLessThan(0.18);
    }

    @Test
    void timesDoNotGoBackAndUnknownCodesAreRefused() {
        see("ann", 10);
        assertThatThrownBy(() -> see("bob", 9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IdentifierKind.of(9)).isInstanceOf(IOException.class);
        for (IdentifierKind kind : IdentifierKind.values()) {
            assertThat(kind.links()).isEqualTo(kind != IdentifierKind.IP && kind != IdentifierKind.IP24);
        }
    }

    /** What is told in the end, who is on it and what is due are the same: asked at each hour, restored, or by timers alone. */
    @Test
    void howOftenItIsAskedChangesNothing() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            IdentifierState often = new IdentifierState();
            IdentifierState seldom = new IdentifierState();
            TreeMap<String, Link> told = new TreeMap<>();
            TreeMap<String, Link> toldSeldom = new TreeMap<>();
            long time = 0;
            for (int step = 0; step < 300; step++) {
                long next = time + 1 + random.nextInt((int) (2 * DAY));
                for (long each = time + 6 * HOUR; each < next; each += 6 * HOUR) {
                    note(often.advanceTo(DEVICE, each), told);
                }
                for (long timer = seldom.nextTimer(); timer <= next; timer = seldom.nextTimer()) {
                    note(seldom.advanceTo(DEVICE, timer), toldSeldom);
                }
                time = next;
                String account = "u" + random.nextInt(5 + seed / 4);
                boolean high = random.nextInt(10) == 0;
                note(often.see(DEVICE, account, time, high), told);
                note(seldom.see(DEVICE, account, time, high), toldSeldom);
                often = random.nextInt(20) == 0 ? Bytes.restored(CODEC, often) : often;
                seldom = random.nextInt(20) == 0 ? CODEC.copy(seldom) : seldom;
                note(often.advanceTo(DEVICE, time), told);
                note(seldom.advanceTo(DEVICE, time), toldSeldom);
                assertThat(new ArrayList<>(told.keySet()))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(new ArrayList<>(toldSeldom.keySet()));
                assertThat(often.degree(time)).isEqualTo(seldom.degree(time));
            }
        }
    }

    private static void note(List<Link> links, Map<String, Link> told) {
        for (Link link : links) {
            assertThat(told.values())
                    .allSatisfy(each -> assertThat(each.sequence()).isLessThan(link.sequence()));
            Link known = link.joined() ? told.put(link.account(), link) : told.remove(link.account());
            assertThat(known == null).isEqualTo(link.joined());
        }
    }
}
