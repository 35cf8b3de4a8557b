package dev.milepost.experiments.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    private static final int NEVER = -1;
    private static final int LONG_AGO = 400;

    /** Somebody with one count of an event on the first day, and so many others. */
    private static UserHistory user(int exports, int others, int firstShareDay) {
        return new UserHistory(0, LONG_AGO, firstShareDay, 0, List.of(onFirstDay(exports)), onFirstDay(others));
    }

    private static Activity onFirstDay(int count) {
        return Activity.of(count == 0 ? 0 : 1, count, count, count, count, count);
    }

    private static void add(Discovery discovery, int times, UserHistory user) {
        IntStream.range(0, times).forEach(each -> discovery.add(user));
    }

    private static Discovery sharing() {
        return new Discovery(Outcome.REFERRAL_SHARED, List.of("export"));
    }

    /**
     * At 5 others, 60 of 200 who exported share after the first day and 20 of 200 who did not; at all 5 or 6 events nobody who did has
     * a counterpart. So with 6 others without an export too, of whom 20 of 200 share.
     */
    @Test
    void differenceIsThatOfUsersOfEqualActivity() {
        Discovery discovery = sharing();
        add(discovery, 60, user(1, 5, 10));
        add(discovery, 140, user(1, 5, NEVER));
        for (int others : new int[] {5, 6}) {
            add(discovery, 20, user(0, others, 10));
            add(discovery, 180, user(0, others, NEVER));
        }
        Discoveries found = discovery.found(.01);
        assertThat(found.signups()).isEqualTo(600);
        assertThat(found.users()).isEqualTo(600);
        assertThat(found.had()).isEqualTo(100);
        // 1 within 1, 3 or 7 days: who shares on day 10 had shared by the end of longer windows.
        assertThat(found.judged()).isEqualTo(3);
        Finding finding = found.findings().get(0);
        assertThat(finding.candidate()).isEqualTo(new Candidate("export", 1, 1));
        assertThat(finding.reached()).isEqualTo(200);
        assertThat(finding.notYet()).isEqualTo(200);
        assertThat(finding.share()).isCloseTo(.3, CLOSE);
        assertThat(finding.shareNotYet()).isCloseTo(.1, CLOSE);
        assertThat(finding.difference()).isCloseTo(.2, CLOSE);
        assertThat(finding.differenceAtOthers()).isCloseTo(.2, CLOSE);
        assertThat(finding.differenceAtAll()).isCloseTo(.2, CLOSE);
        assertThat(finding.lift()).isCloseTo(2, CLOSE);
        assertThat(finding.pHolm()).isCloseTo(3 * finding.p(), CLOSE);
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.MILESTONE);
        // p of three: z at 1 − .01 / 6.
        assertThat(finding.ciHigh() - finding.difference()).isCloseTo(2.935199 * finding.se(), within(1e-5));
    }

    /** At 5 others it is 60 of 200 against 20 of 200; at 6 events of all kinds 60 of 200 against 60 of 200. */
    @Test
    void whatOneMoreEventOfAnyKindWouldDoIsActivity() {
        Discovery discovery = sharing();
        add(discovery, 60, user(1, 5, 10));
        add(discovery, 140, user(1, 5, NEVER));
        add(discovery, 20, user(0, 5, 10));
        add(discovery, 180, user(0, 5, NEVER));
        add(discovery, 60, user(0, 6, 10));
        add(discovery, 140, user(0, 6, NEVER));
        Finding finding = discovery.found(.01).findings().get(0);
        assertThat(finding.differenceAtOthers()).isCloseTo(.2, CLOSE);
        assertThat(finding.differenceAtAll()).isCloseTo(0, CLOSE);
        assertThat(finding.p()).isEqualTo(1);
        assertThat(finding.ciLow()).isNegative();
        assertThat(finding.ciHigh()).isGreaterThan(.2);
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.ACTIVITY);
    }

    /**
     * Of 6 others on one day 100 of 500 export, on two days 400; 10 % and 50 % of them share, whether they export or not. So do those
     * with 7 others and no export, whom all events make alike to those who exported. On the first day nobody does anything.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void daysWithOtherEventsAreActivityWhicheverIsNamedFirst(int exportAt) {
        Discovery discovery = new Discovery(
                Outcome.REFERRAL_SHARED, exportAt == 0 ? List.of("export", "other") : List.of("other", "export"));
        for (int days : new int[] {0b10, 0b110}) {
            addShared(discovery, exportAt, new int[] {1, 6, days}, days == 0b10 ? 100 : 400);
            addShared(discovery, exportAt, new int[] {0, 6, days}, days == 0b10 ? 400 : 100);
            addShared(discovery, exportAt, new int[] {0, 7, days}, 100);
        }
        Finding finding = discovery.found(.01).findings().stream()
                .filter(each -> each.candidate().event().equals("export"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.differenceAtOthers()).isCloseTo(0, CLOSE);
        assertThat(finding.differenceAtAll()).isCloseTo(0, CLOSE);
    }

    /** {@code did}: exports, others, and the days of these. */
    private static void addShared(Discovery discovery, int exportAt, int[] did, int users) {
        List<Activity> events = new ArrayList<>(List.of(Activity.of(did[2], 0, did[1], did[1], did[1], did[1])));
        events.add(exportAt, Activity.of(did[0] << 1, 0, did[0], did[0], did[0], did[0]));
        int shares = users / (did[2] == 0b10 ? 10 : 2);
        add(discovery, shares, new UserHistory(0, LONG_AGO, 10, 0, events, Activity.none()));
        add(discovery, users - shares, new UserHistory(0, LONG_AGO, NEVER, 0, events, Activity.none()));
    }

    @Test
    void whatIsFollowedLessOftenIsToldApart() {
        Discovery discovery = sharing();
        add(discovery, 20, user(1, 5, 10));
        add(discovery, 180, user(1, 5, NEVER));
        for (int others : new int[] {5, 6}) {
            add(discovery, 60, user(0, others, 10));
            add(discovery, 140, user(0, others, NEVER));
        }
        assertThat(discovery.found(.01).findings().get(0).verdict()).isEqualTo(Finding.Verdict.LESS);
    }

    /** Those who exported do so and other things again weeks later; by the landmarks of 1, 3 and 7 days all are alike. */
    @Test
    void whatIsDoneAfterTheLandmarkMakesNobodyLessAlike() {
        for (int again : new int[] {0, 1}) {
            Activity exports = Activity.of(1 | again << 25, 1, 1, 1, 1, 1 + again);
            Activity others = Activity.of(1 | (1 - again) << 20, 5, 5, 5, 5, 6 - again);
            Discovery discovery = sharing();
            add(discovery, 60, new UserHistory(0, LONG_AGO, 10, 0, List.of(exports), others));
            add(discovery, 140, new UserHistory(0, LONG_AGO, NEVER, 0, List.of(exports), others));
            for (int count : new int[] {5, 6}) {
                add(discovery, 20, user(0, count, 10));
                add(discovery, 180, user(0, count, NEVER));
            }
            assertThat(discovery.found(.01).judged()).isEqualTo(3);
        }
    }

    /** Window 1 is 3 days: landmark at the start of day 3. */
    @Test
    void onlyWhatComesAfterTheLandmarkCounts() {
        assertThat(Outcome.REFERRAL_SHARED.isOpen(user(0, 0, 2), 1)).isFalse();
        assertThat(Outcome.REFERRAL_SHARED.isOpen(user(0, 0, 3), 1)).isTrue();
        assertThat(Outcome.REFERRAL_SHARED.isHad(user(0, 0, 3), 1)).isTrue();
        assertThat(Outcome.REFERRAL_SHARED.isHad(user(0, 0, 32), 1)).isTrue();
        assertThat(Outcome.REFERRAL_SHARED.isHad(user(0, 0, 33), 1)).isFalse();
        assertThat(Outcome.REFERRAL_SHARED.isOpen(user(0, 0, NEVER), 1)).isTrue();
        assertThat(Outcome.REFERRAL_SHARED.isHad(user(0, 0, NEVER), 1)).isFalse();
    }

    @Test
    void whoseOutcomeCannotBeKnownYetIsInNeitherGroup() {
        UserHistory after32 = new UserHistory(0, 32, NEVER, 0, List.of(), Activity.none());
        UserHistory after33 = new UserHistory(0, 33, NEVER, 0, List.of(), Activity.none());
        assertThat(Outcome.REFERRAL_SHARED.isOpen(after32, 1)).isFalse();
        assertThat(Outcome.REFERRAL_SHARED.isOpen(after33, 1)).isTrue();
        assertThat(Outcome.RETAINED_90D.isOpen(after33, 1)).isFalse();
        UserHistory after93 = new UserHistory(0, 93, 0, 0b00010, List.of(), Activity.none());
        assertThat(Outcome.RETAINED_90D.isOpen(after93, 1)).isTrue();
        assertThat(Outcome.RETAINED_90D.isHad(after93, 1)).isTrue();
        assertThat(Outcome.RETAINED_90D.isHad(after93, 0)).isFalse();
        Discovery discovery = new Discovery(Outcome.RETAINED_90D, List.of());
        discovery.add(after33);
        discovery.add(after93);
        assertThat(discovery.found(.01).signups()).isEqualTo(2);
        assertThat(discovery.found(.01).users()).isEqualTo(1);
    }

    /** Reaching it is a matter of time alone: whoever has not shared for long does more. An analysis that peeks finds it. */
    @Test
    void whoReachesItLaterIsNotYetThere() {
        Discovery discovery = sharing();
        UserHistory later =
                new UserHistory(0, LONG_AGO, NEVER, 0, List.of(Activity.of(0b10000, 0, 0, 1, 1, 1)), onFirstDay(5));
        UserHistory sharer = user(0, 5, 3);
        add(discovery, 300, later);
        add(discovery, 300, sharer);
        Discoveries found = discovery.found(.01);
        // By the first and the third day nobody has exported; by the seventh all who have not shared had.
        assertThat(found.judged()).isZero();
        assertThat(found.tooFew()).containsExactly("export");
    }

    @Test
    void eventsAreRankedByWhatTheyGiveAtLeast() {
        Discovery discovery = new Discovery(Outcome.RETAINED_90D, List.of("idle", "export", "import"));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 6_000; i++) {
            int idle = random.nextInt(2);
            int exports = random.nextInt(2);
            int imports = random.nextInt(2);
            boolean stays = random.nextDouble() < .2 + .3 * exports + .15 * imports;
            discovery.add(new UserHistory(
                    0,
                    LONG_AGO,
                    NEVER,
                    stays ? 0b11111 : 0,
                    List.of(onFirstDay(idle), onFirstDay(exports), onFirstDay(imports)),
                    onFirstDay(2 + random.nextInt(3))));
        }
        List<Finding> findings = discovery.found(.01).findings();
        assertThat(findings)
                .extracting(finding -> finding.candidate().event())
                .containsExactly("export", "import", "idle");
        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Finding.Verdict.MILESTONE, Finding.Verdict.MILESTONE, Finding.Verdict.NOTHING);
        assertThat(.3).isBetween(findings.get(0).ciLow(), findings.get(0).ciHigh());
        assertThat(.15).isBetween(findings.get(1).ciLow(), findings.get(1).ciHigh());
    }

    /** 300 products in which nothing moves anything, each with some thirty candidates that can be judged: 5 % of them may be told a milestone. */
    @Test
    void chanceFindsNoMoreThanItMay() {
        int fooled = 0;
        long judged = 0;
        for (int product = 0; product < 300; product++) {
            SplittableRandom random = new SplittableRandom(50_000 + product);
            Discovery discovery = new Discovery(Outcome.REFERRAL_SHARED, List.of("a", "b", "c", "d"));
            for (int user = 0; user < 1_500; user++) {
                discovery.add(idle(random));
            }
            Discoveries found = discovery.found(.05);
            judged += found.judged();
            fooled += found.findings().stream().anyMatch(finding -> finding.pHolm() < .05) ? 1 : 0;
        }
        assertThat(judged / 300).isGreaterThan(25);
        // 15 expected at most; 27 is the 99.8 % point of that.
        assertThat(fooled).as("of 300, " + judged + " candidates").isLessThanOrEqualTo(27);
    }

    private static UserHistory idle(SplittableRandom random) {
        int pace = 1 + random.nextInt(4);
        List<Activity> events =
                IntStream.range(0, 4).mapToObj(event -> spread(random, pace)).toList();
        return new UserHistory(
                random.nextInt(2),
                LONG_AGO,
                random.nextDouble() < .05 + .08 * pace ? 30 : NEVER,
                0,
                events,
                spread(random, 3 * pace));
    }

    /** So many events at random times of 30 days. */
    private static Activity spread(SplittableRandom random, int count) {
        int[] days = random.ints(count, 0, Grid.LONGEST_DAYS).toArray();
        return Activity.of(
                IntStream.of(days).map(day -> 1 << day).reduce(0, (one, other) -> one | other),
                Grid.DAYS.stream()
                        .mapToInt(length -> (int)
                                IntStream.of(days).filter(day -> day < length).count())
                        .toArray());
    }

    @Test
    void coarseNumbersStandWithinTenPercent() {
        assertThat(IntStream.of(0, 1, 9, 10, 11, 12, 13, 14, 100, 105, 120).map(Activity::coarse))
                .containsExactly(0, 1, 9, 10, 11, 11, 12, 13, 34, 34, 36);
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 16, 23, 24, 30)
                        .map(Activity::coarseDays))
                .containsExactly(0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 9, 9);
    }

    @Test
    void activitiesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Activity.of(0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sharing().add(new UserHistory(0, 1, 0, 0, List.of(), Activity.none())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Activity.none())
                .isEqualTo(Activity.of(0, 0, 0, 0, 0, 0))
                .isNotEqualTo(Activity.of(1, 0, 0, 0, 0, 0));
    }
}
