package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.effects;
import static dev.milepost.milestones.model.ledger.Programs.fire;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Programs.version;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.counted;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static dev.milepost.milestones.model.ledger.Run.refunded;
import static dev.milepost.milestones.model.ledger.Run.review;
import static dev.milepost.milestones.model.ledger.Run.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of rewards where a verdict, a review, a correction or a version changes what they rest on. */
class LedgerReviewTest {

    /** Of each of the first n both sides have something: what one referral loses is no other's gain or loss. */
    @Test
    void aRejectedReferralOfTheFirstNTakesNothingFromTheOthers() {
        for (Fire fire : List.of(
                new Fire.First(3, effects(advocate(1_000), referee(500).hold(9))),
                new Fire.Every(1, effects(advocate(1_000), referee(500).hold(9))))) {
            Run run = new Run(program(fire("c", fire)));
            for (int n = 1; n <= 3; n++) {
                run.with(counted("c", 0, n, n, "f" + n), clean("f" + n, n));
            }
            run.until(10).with(review("f1", 20, false)).until(30);
            assertThat(run.lines("f1")).endsWith("VOIDED -500 @20");
            assertThat(run.lines("f2")).containsExactly("EARNED 500 @2", "HELD @2");
            assertThat(run.lines("f3")).containsExactly("EARNED 500 @3", "HELD @3");
            assertThat(run.lines("ana").stream().filter(line -> !line.startsWith("HELD")))
                    .containsExactly(
                            "EARNED 1000 @1",
                            "RELEASED @1",
                            "EARNED 1000 @2",
                            "RELEASED @2",
                            "EARNED 1000 @3",
                            "RELEASED @3",
                            "REVERSED -1000 @20");
            // There is room for another among the first three.
            run.with(counted("c", 0, 4, 40, "f4"), clean("f4", 40)).until(50);
            assertThat(run.lines("f4")).containsExactly("EARNED 500 @40", "HELD @40");
            // The first comes back: the fourth is not one of three any more, and what is released of it stays.
            run.with(review("f1", 60, true)).until(70);
            assertThat(run.lines("f1")).endsWith("EARNED 500 @60", "HELD @60");
            boolean three = fire instanceof Fire.First;
            assertThat(run.lines("f4")).endsWith(three ? "VOIDED -500 @60" : "HELD @40");
            assertThat(run.rows.values().stream()
                            .filter(row -> row.beneficiary().equals("ana"))
                            .mapToLong(RewardRow::owedMinor)
                            .sum())
                    .isEqualTo(4_000);
            // And its own rejection takes that back too.
            run.with(review("f4", 80, false)).until(90);
            assertThat(run.lines("ana")).endsWith("REVERSED -1000 @80");
        }
    }

    @Test
    void whatIsPaidOfARejectedReferralStaysAndIsGivenToNobodyElse() {
        Run run = new Run(program(fire("c", new Fire.Every(2, effects(referee(500))))));
        for (int n = 1; n <= 2; n++) {
            run.with(counted("c", 0, n, n, "f" + n), clean("f" + n, n));
        }
        run.until(10).with(run.payout("f2", 12, 500)).until(15);
        // The second of those that stand is the third now.
        run.with(review("f1", 20, false), counted("c", 0, 3, 30, "f3"), clean("f3", 30))
                .until(50);
        assertThat(run.lines("f2")).endsWith("PAID -500 @12");
        assertThat(run.lines("f3")).isEmpty();
    }

    /** By what was paid when it was rejected: refunds and their cancellation, and payouts that come after it, change nothing of that. */
    @Test
    void whatStaysOfARejectedReferralIsWhatWasPaidBefore() {
        Run run = new Run(program(once("a", advocate(2_000))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(20);
        run.with(run.payout("ana", 30, 800), refunded("bo", 40, 10_000), review("bo", 50, false), refunded("bo", 60, 0))
                .until(70);
        run.with(run.payout("ana", 80, 500), refunded("bo", 90, 0)).until(100);
        assertThat(run.lines("ana"))
                .endsWith("RELEASED @10", "PAID -800 @30", "REVERSED -2000 @40", "REVERSED 800 @60", "PAID -500 @80");
        assertThat(run.row("ana").owedMinor()).isEqualTo(-500);
    }

    @Test
    void aConditionThatWasMetInAnEarlierLifeIsMet() {
        for (long met : new long[] {20, 35}) {
            Run run = new Run(program(once("a", advocate(2_000).hold(2).conditional())))
                    .with(reached("a", "bo", 10), clean("bo", 10))
                    .with(new Condition("a", 0, "bo", met * Run.HOUR, "c", 0))
                    .with(review("bo", 30, false))
                    .until(100);
            run.with(review("bo", 110, true)).until(200);
            assertThat(run.lines("ana")).endsWith("VOIDED -2000 @30", "EARNED 2000 @110", "HELD @110", "RELEASED @158");
        }
    }

    @Test
    void whoTurnsRiskyLaterHasTheWholeTimeToBeReviewed() {
        for (OnTimeout onTimeout : List.of(OnTimeout.VOID, OnTimeout.RELEASE)) {
            Run run = new Run(version(
                            1,
                            Long.MIN_VALUE,
                            Retroactive.NONE,
                            null,
                            Programs.review(onTimeout, 1),
                            once("a", referee(500).conditional())))
                    .with(reached("a", "bo", 0), clean("bo", 1), verdict("bo", 100, 50, false))
                    .until(110);
            assertThat(run.row("bo").reason()).isEqualTo("review");
            Run approved = run.with(review("bo", 111, true)).until(200);
            assertThat(approved.lines("bo")).containsExactly("EARNED 500 @0", "HELD @0");
            assertThat(approved.row("bo").reason()).isEqualTo("release_when");
        }
        Run unheard = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        null,
                        Programs.review(OnTimeout.VOID, 1),
                        once("a", referee(500).conditional())))
                .with(reached("a", "bo", 0), clean("bo", 1), verdict("bo", 100, 50, false))
                .until(200);
        assertThat(unheard.lines("bo")).endsWith("VOIDED -500 @124");
    }

    private static Run ofTwo(OnTimeout onTimeout) {
        return new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        null,
                        Programs.review(onTimeout, 1),
                        once("a", advocate(500).conditional())))
                .with(counted("a", 0, 1, 0, "f1", "f2"));
    }

    @Test
    void ofSeveralReferralsEachHasItsOwnTimeToBeReviewed() {
        // The time of the first is over at 24, and lets it pass; the second turns risky at 100 and has until 124.
        Run run = ofTwo(OnTimeout.RELEASE)
                .with(verdict("f1", 1, 50, false), clean("f2", 1), verdict("f2", 100, 50, false))
                .with(new Condition("a", 0, "ana", 110 * Run.HOUR, "c", 0))
                .until(90);
        assertThat(run.row("ana").reason()).isEqualTo("release_when");
        run.until(115);
        assertThat(run.row("ana").reason()).isEqualTo("review");
        assertThat(run.restored().until(200).lines("ana")).containsExactly("EARNED 500 @0", "HELD @0", "RELEASED @124");
        // Who was risky until 20 takes nothing from the time of who is since 10.
        Run voids = ofTwo(OnTimeout.VOID)
                .with(verdict("f1", 1, 50, false), clean("f2", 1), verdict("f2", 10, 50, false), clean("f1", 20))
                .until(200);
        assertThat(voids.lines("ana")).containsExactly("EARNED 500 @0", "HELD @0", "VOIDED -500 @34");
    }

    @Test
    void whomARewardComesToRestOnHasTheWholeTime() {
        Run run = ofTwo(OnTimeout.VOID).with(clean("f1", 1), clean("f2", 1)).until(10);
        LedgerFact.Reach moved =
                new LedgerFact.Reach("e3", "ana", "f3", List.of("r-f2", "r-f3"), LedgerFact.Purchase.NONE, Map.of());
        run.with(new LedgerFact.Completion(
                        "a",
                        0,
                        "ana",
                        1,
                        List.of(
                                counted("a", 0, 1, 0, "f1", "f2").turns().get(0),
                                new LedgerFact.Turn(40 * Run.HOUR, "w", 40 * Run.HOUR, true, moved))))
                .with(review("f1", 40, false))
                .until(200);
        assertThat(run.lines("ana")).containsExactly("EARNED 500 @0", "HELD @0", "VOIDED -500 @64");
    }

    /** Nothing of nothing is not what a refund has left: it is decided, said and forgotten. */
    @Test
    void aPercentageOfNothingIsSkipped() {
        Run run = new Run(program(once("a", advocate(0).percent(10, Long.MAX_VALUE))))
                .with(Run.completion("a", 0, "bo", 1, 10, Run.reach("e", "ana", "bo", 0)))
                .until(20);
        assertThat(run.skipped()).containsExactly("a bo ana 0 no_amount");
        run.until(60);
        assertThat(run.state.slots.firstEntry().getValue().completions).isEmpty();
    }

    @Test
    void whatNeverWasTheirsTakesNothingFromTheBudget() {
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        new Budget(1_000, Window.LIFETIME),
                        Programs.review(OnTimeout.ESCALATE, 365),
                        once("a", advocate(1_000))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(12);
        run.with(Run.completion("a", 0, "bo", 1, 10, Run.reach("e-bo", "zoe", "bo", 10_000)))
                .until(13);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "REVERSED -1000 @10 late");
        assertThat(run.lines("zoe")).endsWith("RELEASED @10 late");
    }

    @Test
    void oneBatchMayPayTwoRewards() {
        Run run = new Run(program(once("a", advocate(2_000), referee(500))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(20);
        run.with(run.payout("ana", 30, 2_000), run.payout("bo", 30, 500)).until(40);
        assertThat(run.lines("ana")).endsWith("PAID -2000 @30");
        assertThat(run.lines("bo")).endsWith("PAID -500 @30");
    }

    /** Three are given by the first version; for the amounts of the second the budget has no room. */
    @Test
    void whatAVersionRaisesAndHasNoRoomForIsDueAsItWasBefore() {
        Run run = new Run(
                        program(
                                once("a", advocate(1_000)),
                                once("b", advocate(1_000).hold(20))),
                        version(
                                2,
                                100 * Run.HOUR,
                                Retroactive.UNPAID,
                                new Budget(3_000, Window.LIFETIME),
                                Programs.review(OnTimeout.ESCALATE, 365),
                                once("a", advocate(2_500)),
                                once("b", advocate(2_500).hold(20))))
                .with(reached("a", "bo", 1), clean("bo", 1), refunded("bo", 50, 10_000))
                .with(reached("b", "cy", 2), clean("cy", 2), refunded("cy", 50, 10_000))
                .with(reached("a", "dee", 3), clean("dee", 3))
                .until(150);
        run.with(refunded("bo", 160, 0), refunded("cy", 170, 0)).until(200);
        assertThat(run.lines("ana").stream().filter(line -> line.contains("@1")).skip(3))
                .containsExactly("REVERSED 1000 @160", "EARNED 1000 @170", "HELD @170");
    }
}
