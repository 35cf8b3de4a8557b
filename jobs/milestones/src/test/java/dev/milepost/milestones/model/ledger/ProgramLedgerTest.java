package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.effects;
import static dev.milepost.milestones.model.ledger.Programs.fire;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Programs.version;
import static dev.milepost.milestones.model.ledger.Run.activated;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.counted;
import static dev.milepost.milestones.model.ledger.Run.qualifyingRefunded;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static dev.milepost.milestones.model.ledger.Run.refunded;
import static dev.milepost.milestones.model.ledger.Run.review;
import static dev.milepost.milestones.model.ledger.Run.turn;
import static dev.milepost.milestones.model.ledger.Run.turns;
import static dev.milepost.milestones.model.ledger.Run.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Condition.Literal;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramLedgerTest {

    private static Cap count(long count) {
        return new Cap(count, null, Window.LIFETIME, false);
    }

    @Test
    void aRewardIsHeldReleasedPaidAndReversed() {
        Run run = new Run(program(once("a", advocate(2_000).hold(14))));
        run.with(reached("a", "bo", 10), clean("bo", 11)).until(1_000);
        run.with(run.payout("ana", 1_001, 2_000), refunded("bo", 1_010, 10_000)).until(2_000);
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 2000 @10", "HELD @10", "RELEASED @346", "PAID -2000 @1001", "REVERSED -2000 @1010");
        assertThat(run.row("ana").owedMinor()).isEqualTo(-2_000);
        assertThat(run.entries.get(2).effectiveAtMillis()).isEqualTo(10 * Run.HOUR + 14 * Programs.DAY);
    }

    @Test
    void withoutAVerdictNothingIsReleasedUnlessTheDeploymentSaysSo() {
        Run run = new Run(program(once("a", advocate(2_000).hold(1))))
                .with(reached("a", "bo", 10))
                .until(5_000);
        assertThat(run.lines()).containsExactly("ana EARNED 2000 @10", "ana HELD @10");
        assertThat(run.row("ana").reason()).isEqualTo("no_verdict");
        LedgerSettings lenient = new LedgerSettings(false, Programs.DAY, 400 * Programs.DAY);
        assertThat(new Run(lenient, program(once("a", advocate(2_000).hold(1))))
                        .with(reached("a", "bo", 10))
                        .until(5_000)
                        .lines("ana"))
                .endsWith("RELEASED @34");
    }

    @Test
    void aRiskyOneWaitsForItsApprovalAndARejectedOneIsVoid() {
        Run run = new Run(program(once("a", advocate(2_000), referee(500))))
                .with(
                        reached("a", "bo", 10),
                        verdict("bo", 10, 50, false),
                        reached("a", "cy", 10),
                        verdict("cy", 10, 50, false))
                .with(review("bo", 60, true), review("cy", 60, false))
                .until(100);
        assertThat(run.lines("bo")).containsExactly("EARNED 500 @10", "HELD @10", "RELEASED @60");
        assertThat(run.lines("cy")).containsExactly("EARNED 500 @10", "HELD @10", "VOIDED -500 @60");
    }

    @Test
    void aRejectionThatIsUndoneGrantsAnotherLife() {
        Run run = new Run(program(once("a", advocate(2_000).cap(count(1)))))
                .with(reached("a", "bo", 10), review("bo", 60, false))
                .until(70)
                .with(review("bo", 80, true))
                .until(100);
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 2000 @10",
                        "HELD @10",
                        "VOIDED -2000 @60",
                        "EARNED 2000 @80",
                        "HELD @80",
                        "RELEASED @80");
        assertThat(run.rows.values()).extracting(RewardRow::occurrence).containsExactlyInAnyOrder("0", "0~2");
    }

    @Test
    void aRejectionReversesWhatWasReleasedButNotWhatWasPaid() {
        Run run = new Run(program(once("a", advocate(2_000), referee(500))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(20);
        run.with(run.payout("ana", 30, 2_000), review("bo", 60, false)).until(100);
        assertThat(run.lines("ana")).endsWith("PAID -2000 @30");
        assertThat(run.lines("bo")).endsWith("RELEASED @10", "REVERSED -500 @60");
    }

    @Test
    void timeoutsDoWhatTheProgramSays() {
        for (OnTimeout onTimeout : OnTimeout.values()) {
            Run run = new Run(version(
                            1,
                            Long.MIN_VALUE,
                            Retroactive.NONE,
                            null,
                            Programs.review(onTimeout, 1),
                            once("a", referee(500).hold(2))))
                    .with(reached("a", "bo", 0), verdict("bo", 1, 50, false))
                    .with(reached("a", "cy", 0), verdict("cy", 1, 95, true))
                    .with(reached("a", "dee", 0))
                    .with(reached("a", "eve", 0), verdict("eve", 1, 95, false))
                    .with(reached("a", "fay", 0), clean("fay", 1))
                    .until(100);
            List<String> last = List.of("bo", "cy", "dee", "eve", "fay").stream()
                    .map(name -> run.lines(name).get(run.lines(name).size() - 1))
                    .toList();
            assertThat(last)
                    .isEqualTo(
                            switch (onTimeout) {
                                case VOID ->
                                    List.of(
                                            "VOIDED -500 @24",
                                            "VOIDED -500 @24",
                                            "VOIDED -500 @24",
                                            "VOIDED -500 @24",
                                            "RELEASED @48");
                                case RELEASE ->
                                    List.of(
                                            "RELEASED @48",
                                            "VOIDED -500 @24",
                                            "HELD @0",
                                            "RELEASED @48",
                                            "RELEASED @48");
                                case ESCALATE -> List.of("HELD @0", "HELD @0", "HELD @0", "HELD @0", "RELEASED @48");
                            });
            assertThat(run.row("bo").reason())
                    .isEqualTo(
                            switch (onTimeout) {
                                case VOID -> "review_timeout";
                                case RELEASE -> "hold_over";
                                case ESCALATE -> "escalated";
                            });
        }
    }

    @Test
    void theScoresOfTheProgramAreTheBounds() {
        Run run = new Run(program(once("a", referee(500))))
                .with(reached("a", "bo", 10), verdict("bo", 11, 30, true))
                .with(reached("a", "cy", 10), verdict("cy", 11, 31, false))
                .until(100);
        assertThat(run.lines("bo")).endsWith("RELEASED @11");
        assertThat(run.lines("cy")).endsWith("HELD @10");
        assertThat(run.row("cy").reason()).isEqualTo("review");
    }

    @Test
    void aConditionCountsFromTheMomentOnThatItIsEarned() {
        Run run = new Run(program(once("a", advocate(2_000).hold(1).conditional())))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .with(new Condition("a", 0, "bo", 9 * Run.HOUR, "c9", 0))
                .until(60);
        assertThat(run.lines("ana")).endsWith("HELD @10");
        run.with(new Condition("a", 0, "bo", 90 * Run.HOUR, "c90", 0)).until(100);
        assertThat(run.lines("ana")).endsWith("RELEASED @90");
    }

    /** Whether the ledger hears of the end before or after it decides by what stood. */
    @Test
    void aConditionThatEndsLaterHasReleasedAndOneThatEndsBeforeHasNot() {
        Condition ended = new Condition("a", 0, "bo", 20 * Run.HOUR, "c20", 0, 50 * Run.HOUR);
        Run soon = new Run(program(once("a", advocate(2_000).conditional())))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .with(ended)
                .until(60);
        assertThat(soon.lines("ana")).endsWith("RELEASED @20");
        Run held = new Run(program(once("a", advocate(2_000).hold(3).conditional())))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .with(ended)
                .until(90);
        assertThat(held.lines("ana")).endsWith("HELD @10");
        held.with(new Condition("a", 0, "bo", 95 * Run.HOUR, "c95", 0)).until(100);
        assertThat(held.lines("ana")).endsWith("RELEASED @95");
    }

    @Test
    void aPartialRefundIsTheDifferenceOfCumulativeAmountsAndItsCancellationTheOpposite() {
        Run run = new Run(program(once("a", advocate(0).percent(15, Long.MAX_VALUE)), once("b", referee(1_000))))
                .with(reached("a", "bo", 10), reached("b", "bo", 10), clean("bo", 10))
                .with(refunded("bo", 20, 3_333), refunded("bo", 30, 6_666), refunded("bo", 40, 3_333))
                .until(100);
        // 15 % of 100.00, 66.67, 33.34: 15.00, 10.00, 5.00.
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 1500 @10",
                        "HELD @10",
                        "RELEASED @10",
                        "REVERSED -500 @20",
                        "REVERSED -500 @30",
                        "REVERSED 500 @40");
        // 10.00 × 66.67 %, 33.34 %, rounded down.
        assertThat(run.lines("bo")).endsWith("REVERSED -334 @20", "REVERSED -333 @30", "REVERSED 333 @40");
    }

    @Test
    void aRefundWhileHeldVoidsAllOrWaitsAndAnotherLifeComesWhereItIsCancelled() {
        Run run = new Run(program(once("a", advocate(1_000).hold(2))))
                .with(reached("a", "bo", 0), clean("bo", 0), refunded("bo", 5, 2_500))
                .with(reached("a", "cy", 0), clean("cy", 0), refunded("cy", 5, 10_000), refunded("cy", 9, 0))
                .until(100);
        assertThat(run.lines("ana"))
                .containsExactlyInAnyOrder(
                        "EARNED 1000 @0",
                        "HELD @0",
                        "RELEASED @48",
                        "REVERSED -250 @48",
                        "EARNED 1000 @0",
                        "HELD @0",
                        "VOIDED -1000 @5",
                        "EARNED 1000 @9",
                        "HELD @9",
                        "RELEASED @57");
    }

    /** It qualifies before it is earned, after that, and after its release; each time a quarter is refunded at last. */
    @Test
    void aRewardThatNoOrderEarnedHangsOnTheOrderThatQualifiedTheReferral() {
        Run run = new Run(program(once("a", advocate(1_000).hold(2))))
                .with(activated("a", "bo", 10), clean("bo", 10), qualifyingRefunded("bo", 5, 2_500))
                .with(activated("a", "cy", 11), clean("cy", 11), qualifyingRefunded("cy", 20, 2_500))
                .with(activated("a", "dee", 12), clean("dee", 12), qualifyingRefunded("dee", 100, 2_500))
                .until(200);
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 750 @10",
                        "ana HELD @10",
                        "ana EARNED 1000 @11",
                        "ana HELD @11",
                        "ana EARNED 1000 @12",
                        "ana HELD @12",
                        "ana RELEASED @58",
                        "ana RELEASED @59",
                        "ana REVERSED -250 @59",
                        "ana RELEASED @60",
                        "ana REVERSED -250 @100");
    }

    @Test
    void afterItWasPaidItIsOwedBackByPartsAndACancelledRefundGivesBack() {
        Run run = new Run(program(once("a", advocate(1_000))));
        run.with(activated("a", "bo", 10), clean("bo", 10)).until(20);
        run.with(run.payout("ana", 21, 1_000))
                .with(qualifyingRefunded("bo", 30, 2_500), qualifyingRefunded("bo", 40, 10_000))
                .with(qualifyingRefunded("bo", 50, 2_500))
                .until(100);
        assertThat(run.lines("ana"))
                .endsWith("PAID -1000 @21", "REVERSED -250 @30", "REVERSED -750 @40", "REVERSED 750 @50");
        assertThat(run.row("ana").owedMinor()).isEqualTo(-250);
    }

    @Test
    void whereAllOfTheQualifyingOrderIsRefundedBeforeNothingIsEarnedUntilThatIsCancelled() {
        Run run = new Run(program(once("a", advocate(1_000))))
                .with(qualifyingRefunded("bo", 5, 10_000), activated("a", "bo", 10), clean("bo", 10))
                .until(20);
        assertThat(run.lines()).isEmpty();
        run.with(qualifyingRefunded("bo", 30, 0)).until(40);
        assertThat(run.lines("ana")).containsExactly("EARNED 1000 @30", "HELD @30", "RELEASED @30");
    }

    /** A late binding moved the qualification to another order, or another program. */
    @Test
    void aQualificationThatNeverWasGivesBackWhatItTook() {
        Run run = new Run(program(once("a", advocate(1_000))))
                .with(activated("a", "bo", 10), clean("bo", 10), qualifyingRefunded("bo", 30, 10_000))
                .until(40);
        assertThat(run.lines("ana")).endsWith("REVERSED -1000 @30");
        run.without(qualifyingRefunded("bo", 30, 10_000)).until(50);
        assertThat(run.lines("ana")).endsWith("REVERSED 1000 @30 late");
    }

    @Test
    void theOrderThatEarnedItCountsAlone() {
        Run run = new Run(program(once("a", advocate(1_000))))
                .with(reached("a", "bo", 10), clean("bo", 10), qualifyingRefunded("bo", 30, 10_000))
                .until(40);
        assertThat(run.lines("ana")).endsWith("RELEASED @10");
    }

    @Test
    void anOrderIdIsItsUsersOwn() {
        Run run = new Run(program(once("a", advocate(2_000).hold(14).reversedBy(Reversal.REFUND))))
                .with(reached("a", "bo", 10), clean("bo", 10), reached("a", "cy", 20), clean("cy", 20))
                .with(refunded("cy", 30, 10_000))
                .until(1_000);
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 2000 @10",
                        "HELD @10",
                        "EARNED 2000 @20",
                        "HELD @20",
                        "VOIDED -2000 @30",
                        "RELEASED @346");
        assertThat(run.rows.values())
                .extracting(row -> row.subject() + " " + row.state())
                .containsExactlyInAnyOrder("bo RELEASED", "cy VOIDED");
    }

    @Test
    void ofSeveralReferralsTheOneWhoseEventCompletedItCounts() {
        Run run = new Run(program(fire("a", new Fire.Once(effects(advocate(1_000))))))
                .with(counted("a", 0, 1, 10, "bo", "cy"), clean("bo", 10), clean("cy", 10))
                .with(qualifyingRefunded("bo", 20, 10_000))
                .until(30);
        assertThat(run.lines("ana")).endsWith("RELEASED @10");
        run.with(qualifyingRefunded("cy", 40, 5_000)).until(50);
        assertThat(run.lines("ana")).endsWith("REVERSED -500 @40");
    }

    @Test
    void onlyWhatReverseOnNamesReverses() {
        Run run = new Run(program(once("a", advocate(1_000).reversedBy())))
                .with(reached("a", "bo", 0), clean("bo", 0), refunded("bo", 5, 10_000))
                .until(100);
        assertThat(run.lines("ana")).endsWith("RELEASED @0");
    }

    @Test
    void whatEndedBeforeItsReleaseIsVoidAndAfterItStays() {
        Run run = new Run(program(once("a", referee(1_000).hold(2))))
                .with(turns(reached("a", "bo", 0), turn(0, true, "e"), turn(5, false, "refund")), clean("bo", 0))
                .with(turns(reached("a", "cy", 0), turn(0, true, "e"), turn(50, false, "refund")), clean("cy", 0))
                .until(100);
        assertThat(run.lines("bo")).containsExactly("EARNED 1000 @0", "HELD @0", "VOIDED -1000 @5");
        assertThat(run.lines("cy")).containsExactly("EARNED 1000 @0", "HELD @0", "RELEASED @48");
    }

    @Test
    void bothSidesAreGrantedOrNone() {
        Run run = new Run(program(once("a", advocate(1_000).cap(count(1)), referee(500))))
                .with(reached("a", "bo", 1), reached("a", "cy", 2))
                .until(100);
        assertThat(run.lines())
                .containsExactlyInAnyOrder("ana EARNED 1000 @1", "ana HELD @1", "bo EARNED 500 @1", "bo HELD @1");
        assertThat(run.skipped()).containsExactly("a cy ana 0 cap", "a cy cy 0 cap");
    }

    @Test
    void whatIsNotGrantedTakesNoRoom() {
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        new Budget(3_000, Window.LIFETIME),
                        Programs.review(OnTimeout.ESCALATE, 365),
                        once("a", referee(500), advocate(1_000).cap(count(1))),
                        once("b", referee(1_500))))
                .with(reached("a", "bo", 1), reached("a", "cy", 2), reached("b", "dee", 3))
                .until(10);
        assertThat(run.skipped()).containsExactly("a cy ana 0 cap", "a cy cy 0 cap");
        assertThat(run.lines("dee")).containsExactly("EARNED 1500 @3", "HELD @3");
    }

    @Test
    void theBudgetHoldsToTheCentAndVoidGivesBackButReversedDoesNot() {
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        new Budget(2_500, Window.LIFETIME),
                        Programs.review(OnTimeout.ESCALATE, 365),
                        once("a", referee(1_000).hold(2))))
                .with(reached("a", "bo", 0), clean("bo", 0), refunded("bo", 1, 10_000))
                .with(reached("a", "cy", 2), clean("cy", 2), refunded("cy", 80, 10_000))
                .with(reached("a", "dee", 3), reached("a", "eve", 4), reached("a", "fay", 90))
                .until(100);
        assertThat(run.skipped()).containsExactly("a eve eve 0 budget", "a fay fay 0 budget");
        assertThat(run.lines("dee")).containsExactly("EARNED 1000 @3", "HELD @3");
    }

    @Test
    void capsCountTheirWindowsOnly() {
        long week = 7 * 24;
        Cap perMonth = new Cap(null, 1_500L, new Window.Calendar(CalendarUnit.MONTH), false);
        Run run = new Run(program(once("a", advocate(1_000).cap(perMonth))))
                .with(reached("a", "bo", 0), reached("a", "cy", week), reached("a", "dee", 31 * 24))
                .until(2_000);
        assertThat(run.skipped()).containsExactly("a cy ana 0 cap");
        Cap rolling = new Cap(1L, null, new Window.Rolling(Programs.days(7)), false);
        run = new Run(program(once("a", advocate(1_000).cap(rolling))))
                .with(reached("a", "bo", 0), reached("a", "cy", week - 1), reached("a", "dee", week))
                .until(2_000);
        assertThat(run.skipped()).containsExactly("a cy ana 0 cap");
        Cap session = new Cap(2L, null, new Window.Session(2 * Run.HOUR), false);
        run = new Run(program(once("a", advocate(1_000).cap(session))))
                .with(reached("a", "bo", 0), reached("a", "cy", 2), reached("a", "dee", 4), reached("a", "eve", 5))
                .until(2_000);
        assertThat(run.skipped()).containsExactly("a dee ana 0 cap");
    }

    @Test
    void aCapMaySayThatWhatWasReversedMayBeGrantedAgain() {
        for (boolean givesBack : new boolean[] {false, true}) {
            Run run = new Run(program(once("a", advocate(1_000).cap(new Cap(1L, null, Window.LIFETIME, givesBack)))))
                    .with(reached("a", "bo", 0), clean("bo", 0), refunded("bo", 5, 10_000), reached("a", "cy", 9))
                    .with(refunded("bo", 20, 0))
                    .until(100);
            assertThat(run.skipped()).hasSize(givesBack ? 0 : 1);
            // Its place has been taken meanwhile.
            assertThat(run.lines("ana").contains("REVERSED 1000 @20")).isEqualTo(!givesBack);
        }
    }

    @Test
    void whatHadNoRoomIsNotTriedAgainWhereSomebodyLooks() {
        Run run = new Run(program(once("a", advocate(1_000).cap(new Cap(1L, null, Window.LIFETIME, true)))))
                .with(reached("a", "bo", 0), clean("bo", 0), refunded("bo", 5, 10_000))
                .with(reached("a", "cy", 9), clean("cy", 9), refunded("bo", 20, 0), refunded("cy", 30, 10_000))
                .with(clean("bo", 40))
                .until(100);
        assertThat(run.lines("ana")).endsWith("REVERSED -1000 @30");
    }

    @Test
    void everyKthAndTheFirstNAndRejectedOnesArePassedOver() {
        Run run = new Run(program(
                fire("third", new Fire.Every(3, effects(advocate(900)))),
                fire("two", new Fire.First(2, effects(advocate(100))))));
        for (int n = 1; n <= 7; n++) {
            run.with(counted("third", 0, n, n, "f" + n), counted("two", 0, n, n, "f" + n), clean("f" + n, n));
        }
        run.with(verdict("f2", 2, 50, false), review("f2", 2, false)).until(6);
        assertThat(run.lines("ana"))
                .containsExactlyInAnyOrder(
                        "EARNED 100 @1",
                        "HELD @1",
                        "RELEASED @1",
                        "EARNED 100 @3",
                        "HELD @3",
                        "RELEASED @3",
                        "EARNED 900 @4",
                        "HELD @4",
                        "RELEASED @4");
        run.until(7);
        assertThat(run.lines("ana")).endsWith("EARNED 900 @7", "HELD @7", "RELEASED @7");
    }

    @Test
    void aLadderInOrderWaitsForTheRungBelow() {
        List<Reward.Step> steps = List.of(
                new Reward.Step(Programs.ANY_PATTERN, effects(advocate(1))),
                new Reward.Step(Programs.ANY_PATTERN, effects(advocate(2))));
        for (boolean ordered : new boolean[] {false, true}) {
            Run run = new Run(program(fire("l", new Fire.Ladder(ordered, steps))))
                    .with(counted("l", 2, 1, 5, "bo"), counted("l", 1, 1, 9, "bo"))
                    .until(20);
            assertThat(run.lines("ana"))
                    .containsExactlyInAnyOrder(
                            "EARNED 1 @9",
                            "HELD @9",
                            ordered ? "EARNED 2 @9" : "EARNED 2 @5",
                            ordered ? "HELD @9" : "HELD @5");
        }
    }

    @Test
    void whatSeveralReferralsEarnedWaitsForEachOfThem() {
        Run run = new Run(program(fire("c", new Fire.Once(effects(advocate(500).hold(1))))))
                .with(counted("c", 0, 1, 5, "f1", "f2", "f3"))
                .with(clean("f1", 6), verdict("f2", 6, 50, false), clean("f3", 7), review("f2", 200, true))
                .until(500);
        assertThat(run.lines("ana")).endsWith("RELEASED @200");
    }

    @Test
    void repetitionsComeAgainFromTheFirstAndStopWhereNothingIsDue() {
        Run run = new Run(program(
                        once("a", advocate(1_000).recur(Span.ofMonths(1), 3)),
                        once("b", referee(7).recur(Span.ofMillis(10 * Run.HOUR), 4))))
                .with(reached("a", "bo", 30 * 24), reached("b", "bo", 0), clean("bo", 0), refunded("bo", 15, 10_000))
                .until(10_000);
        // January 31st, February 28th and March 31st of 1970; the refund came first, so it is not given at all.
        assertThat(run.lines("ana")).isEmpty();
        assertThat(run.lines("bo"))
                .containsExactlyInAnyOrder(
                        "EARNED 7 @0",
                        "HELD @0",
                        "RELEASED @0",
                        "EARNED 7 @10",
                        "HELD @10",
                        "RELEASED @10",
                        "REVERSED -7 @15",
                        "REVERSED -7 @15");
        run = new Run(program(once("a", advocate(1_000).recur(Span.ofMonths(1), 3))))
                .with(reached("a", "bo", 30 * 24))
                .until(10_000);
        assertThat(run.lines("ana"))
                .filteredOn(line -> line.startsWith("EARNED"))
                .containsExactly("EARNED 1000 @720", "EARNED 1000 @" + 58 * 24, "EARNED 1000 @" + 89 * 24);
        assertThat(run.rows.values())
                .extracting(RewardRow::occurrence)
                .containsExactlyInAnyOrder("0", "0#0#1", "0#0#2");
    }

    @Test
    void whatIsDueAgainAndHasNoRoomSaysSo() {
        Run run = new Run(program(once("a", advocate(1_000).cap(new Cap(1L, null, Window.LIFETIME, true)))))
                .with(reached("a", "bo", 0), clean("bo", 0), refunded("bo", 5, 10_000), reached("a", "cy", 9))
                .with(refunded("bo", 20, 0))
                .until(19);
        assertThat(reasonOf(run, "bo")).isEqualTo("refund");
        int told = run.entries.size();
        assertThat(reasonOf(run.until(100), "bo")).isEqualTo("cap");
        assertThat(run.entries).hasSize(told);
    }

    private static String reasonOf(Run run, String subject) {
        return run.rows.values().stream()
                .filter(row -> row.subject().equals(subject))
                .map(RewardRow::reason)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRepetitionThatACapStopsLeavesOtherRewardsOfTheAwardAlone() {
        Run run = new Run(program(once(
                "a",
                advocate(1_000).hold(30),
                referee(500).reversedBy().recur(Span.ofMonths(1), 6).cap(count(3)))));
        run.with(reached("a", "bo", 10), clean("bo", 10), refunded("bo", 30, 10_000), refunded("bo", 2_600, 0))
                .until(2_700);
        assertThat(run.skipped()).containsExactly("a bo bo 0#1#3 cap");
        assertThat(run.lines("ana"))
                .containsExactly("EARNED 1000 @10", "HELD @10", "VOIDED -1000 @30", "EARNED 1000 @2600", "HELD @2600");
    }

    @Test
    void whatIsNotUsedExpiresAndWhatIsPaidDoesNot() {
        Run run = new Run(program(
                        once("a", advocate(1_000).expire(2), referee(500).expire(2))))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(10);
        run.with(run.payout("bo", 20, 500)).until(100);
        assertThat(run.lines("ana")).endsWith("RELEASED @0", "EXPIRED -1000 @48");
        assertThat(run.lines("bo")).endsWith("RELEASED @0", "PAID -500 @20");
    }

    @Test
    void aTableAndUnits() {
        Amount table = new Amount.Table("city", List.of(new Amount.Row(new Literal("london", null), 3_000_000)), null);
        Amount other = new Amount.Table("plan", List.of(), null);
        Run run = new Run(program(
                        once("a", advocate(0).amount(table).unit("ride")),
                        once("b", referee(0).amount(other))))
                .with(reached("a", "bo", 0), reached("b", "bo", 0))
                .until(10);
        assertThat(run.lines()).containsExactly("ana EARNED 3000000 @0", "ana HELD @0");
        assertThat(run.row("ana").currency()).isEqualTo("ride");
        assertThat(run.skipped()).containsExactly("b bo bo 0 no_amount");
    }

    @Test
    void payoutsThatFitNothingAreRefused() {
        Run run = new Run(program(once("a", referee(500).hold(1))))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(10);
        String reward = run.row("bo").rewardId();
        run.with(run.payout("bo", 11, 500))
                .with(Run.payout(reward, 30, "pay-30", 500, "EUR"))
                .with(Run.payout("nobody", 80, "pay-80", 1, "USD"))
                .with(run.payout("bo", 81, 0))
                .until(90);
        assertThat(run.refused)
                .containsExactly(
                        "pay-11 not_released", "pay-30 currency_differs", "pay-80 unknown", "pay-81 nothing_paid");
        assertThat(run.lines("bo")).endsWith("RELEASED @24");
    }

    @Test
    void aPayoutThatDiffersFromWhatIsOwedLeavesTheRestOwedOrOwedBack() {
        Run run = new Run(program(once("a", advocate(500), referee(500))))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(10);
        run.with(run.payout("bo", 20, 499), run.payout("ana", 21, 501)).until(50);
        assertThat(run.lines("bo")).endsWith("RELEASED @0", "PAID -499 @20");
        assertThat(run.lines("ana")).endsWith("RELEASED @0", "PAID -501 @21");
        assertThat(run.row("bo"))
                .extracting(RewardRow::owedMinor, RewardRow::reason)
                .containsExactly(1L, "paid_in_part");
        assertThat(run.row("ana"))
                .extracting(RewardRow::owedMinor, RewardRow::reason)
                .containsExactly(-1L, "overpaid");
        run.with(run.payout("bo", 60, 1), refunded("bo", 70, 5_000)).until(80);
        assertThat(run.lines("bo")).endsWith("PAID -1 @60", "REVERSED -250 @70");
        assertThat(run.lines("ana")).endsWith("PAID -501 @21", "REVERSED -250 @70");
        assertThat(run.entries.stream().mapToLong(LedgerEntry::amountMinor).sum())
                .isEqualTo(-501);
        assertThat(run.refused).isEmpty();
    }

    @Test
    void aVersionThatHasNoAmountForWhatWasEarnedLeavesItAsItIs() {
        Amount table = new Amount.Table("city", List.of(new Amount.Row(new Literal("paris", null), 900)), null);
        Run run = new Run(
                        program(once("a", advocate(500).reversedBy(Reversal.REFUND))),
                        version(
                                2,
                                50 * Run.HOUR,
                                Retroactive.UNPAID,
                                null,
                                Programs.review(OnTimeout.ESCALATE, 365),
                                once("a", advocate(0).amount(table).reversedBy(Reversal.REFUND))))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(60);
        run.with(refunded("bo", 70, 10_000)).until(80);
        assertThat(run.lines("ana")).containsExactly("EARNED 500 @0", "HELD @0", "RELEASED @0", "REVERSED -500 @70");
    }

    @Test
    void whatIsPaidForAReferralThatIsRejectedIsRaisedByNoVersion() {
        Run run = new Run(
                        program(once("a", referee(500))),
                        version(
                                2,
                                50 * Run.HOUR,
                                Retroactive.ALL,
                                null,
                                Programs.review(OnTimeout.ESCALATE, 365),
                                once("a", referee(800))))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(10);
        run.with(run.payout("bo", 20, 500), review("bo", 30, false)).until(60);
        assertThat(run.lines("bo")).endsWith("RELEASED @0", "PAID -500 @20");
        run.with(review("bo", 70, true)).until(80);
        assertThat(run.lines("bo")).endsWith("RELEASED @0", "PAID -500 @20");
    }

    @Test
    void whatIsPaidInPartStaysWhereTheReferralIsRejectedAndTheRestIsNotOwed() {
        Run run = new Run(program(once("a", referee(500))))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(10);
        run.with(run.payout("bo", 20, 100), review("bo", 30, false)).until(40);
        assertThat(run.lines("bo")).endsWith("PAID -100 @20", "REVERSED -400 @30");
        assertThat(run.row("bo").owedMinor()).isZero();
    }

    @Test
    void aPayoutAfterARejectionIsOwedBackWhateverIsRejectedAgain() {
        Run run = new Run(program(once("a", referee(500))))
                .with(reached("a", "bo", 0), clean("bo", 0), review("bo", 20, false))
                .until(25);
        run.with(run.payout("bo", 30, 500), review("bo", 40, false)).until(50);
        assertThat(run.lines("bo")).endsWith("RELEASED @0", "REVERSED -500 @20", "PAID -500 @30");
        assertThat(run.row("bo").owedMinor()).isEqualTo(-500);
        run.with(review("bo", 60, true)).until(70);
        assertThat(run.lines("bo")).endsWith("PAID -500 @30", "REVERSED 500 @60");
    }

    @Test
    void aNewVersionMayRaiseWhatWasGivenBefore() {
        for (Retroactive retroactive : Retroactive.values()) {
            Run run = new Run(
                    program(once("a", referee(1_000).hold(1))),
                    version(
                            2,
                            100 * Run.HOUR,
                            retroactive,
                            new Budget(8_000, Window.LIFETIME),
                            Programs.review(OnTimeout.ESCALATE, 365),
                            once("a", referee(2_500).hold(1))));
            run.with(
                            reached("a", "bo", 0),
                            clean("bo", 0),
                            reached("a", "cy", 0),
                            clean("cy", 0),
                            reached("a", "dee", 90),
                            clean("dee", 90))
                    .until(50);
            run.with(run.payout("bo", 60, 1_000))
                    .until(99)
                    .with(reached("a", "eve", 101), clean("eve", 101))
                    .until(300);
            assertThat(run.lines("eve")).hasSize(retroactive == Retroactive.NONE ? 3 : 0);
            assertThat(run.lines("bo").contains("REVERSED 1500 @100")).isEqualTo(retroactive == Retroactive.ALL);
            long raised = run.entries.stream()
                    .filter(e -> e.step() == Step.REVERSED)
                    .mapToLong(LedgerEntry::amountMinor)
                    .sum();
            assertThat(raised)
                    .isEqualTo(
                            switch (retroactive) {
                                case NONE -> 0;
                                case UNPAID -> 3_000;
                                case ALL -> 4_500;
                            });
        }
    }

    /** Of four repetitions two come later than the version; and what was voided before it is granted again afterwards. */
    @Test
    void whatIsGivenAgainAfterARetroactiveVersionIsByItsAmount() {
        for (Retroactive retroactive : Retroactive.values()) {
            Span every = Span.ofMillis(40 * Run.HOUR);
            Run run = new Run(
                    program(
                            once("a", referee(1_000).recur(every, 4)),
                            once("b", advocate(1_000).hold(9))),
                    version(
                            2,
                            100 * Run.HOUR,
                            retroactive,
                            null,
                            Programs.review(OnTimeout.ESCALATE, 365),
                            once("a", referee(2_500).recur(every, 4)),
                            once("b", advocate(2_500).hold(9))));
            run.with(reached("a", "bo", 0), clean("bo", 0)).until(5);
            run.with(run.payout("bo", 10, 1_000))
                    .with(reached("b", "cy", 6), clean("cy", 6), refunded("cy", 50, 10_000), refunded("cy", 110, 0))
                    .until(200);
            long now = retroactive == Retroactive.NONE ? 1_000 : 2_500;
            assertThat(run.lines("bo").stream().filter(line -> line.startsWith("EARNED")))
                    .containsExactly("EARNED 1000 @0", "EARNED 1000 @40", "EARNED 1000 @80", "EARNED " + now + " @120");
            assertThat(run.lines("ana"))
                    .containsExactly(
                            "EARNED 1000 @6", "HELD @6", "VOIDED -1000 @50", "EARNED " + now + " @110", "HELD @110");
        }
    }

    @Test
    void aRetroactiveVersionInAnotherCurrencyGivesNothingAlike() {
        ProgramVersion dollars = program(once("a", referee(1_000)));
        ProgramVersion yen = version(
                2,
                100 * Run.HOUR,
                Retroactive.ALL,
                null,
                Programs.review(OnTimeout.ESCALATE, 365),
                once("a", referee(2_500)));
        Run run = new Run(dollars, Programs.in("JPY", yen))
                .with(reached("a", "bo", 0), clean("bo", 0))
                .until(200);
        assertThat(run.lines("bo")).containsExactly("EARNED 1000 @0", "HELD @0", "RELEASED @0");
    }

    @Test
    void lateFactsAreCompensatedAndDisplaceNobody() {
        Run run = new Run(program(once("a", advocate(1_000).cap(count(1)), referee(500))))
                .with(reached("a", "bo", 50), clean("bo", 50))
                .until(60);
        run.with(reached("a", "cy", 40)).until(61);
        assertThat(run.skipped()).containsExactly("a cy ana 0 cap", "a cy cy 0 cap");
        run.without(reached("a", "bo", 50)).until(62);
        assertThat(run.lines("bo")).endsWith("RELEASED @50", "REVERSED -500 @50 late");
        run = new Run(program(once("a", referee(500).hold(1)))).until(60);
        run.with(reached("a", "bo", 20), clean("bo", 21)).until(61);
        assertThat(run.lines("bo")).containsExactly("EARNED 500 @20 late", "HELD @20 late", "RELEASED @44 late");
        assertThat(run.entries).allMatch(entry -> entry.knownAtMillis() > 60 * Run.HOUR);
        // The moment that was told last has been told.
        run.until(70).with(reached("a", "cy", 70)).until(71);
        assertThat(run.lines("cy")).containsExactly("EARNED 500 @70 late", "HELD @70 late");
    }

    @Test
    void whatWentToTheWrongAdvocateIsTakenBackAndGivenToTheRightOne() {
        Run run = new Run(program(once("a", advocate(1_000), referee(500).hold(1))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(12);
        Completion zoes = Run.completion("a", 0, "bo", 1, 10, Run.reach("e-bo", "zoe", "bo", 10_000));
        run.with(zoes).until(13);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "REVERSED -1000 @10 late");
        assertThat(run.lines("zoe")).containsExactly("EARNED 1000 @10 late", "HELD @10 late", "RELEASED @10 late");
        assertThat(run.lines("bo")).containsExactly("EARNED 500 @10", "HELD @10");
        // And back: what ana had stays taken back, and she is given it anew.
        run.with(reached("a", "bo", 10)).until(20);
        assertThat(run.rows.values().stream()
                        .filter(row -> row.owedMinor() > 0)
                        .map(row -> row.beneficiary() + row.occurrence()))
                .containsExactlyInAnyOrder("bo0", "ana0~3");
    }

    @Test
    void whatMovesUpStandsForTheOccurrenceFromThenOn() {
        Run run = new Run(program(once("a", advocate(0).percent(10, Long.MAX_VALUE))));
        LedgerFact.Reach first = Run.reach("e1", "ana", "bo", 10_000);
        LedgerFact.Reach second = Run.reach("e2", "ana", "bo", 4_000);
        Completion moved = new Completion(
                "a",
                0,
                "bo",
                1,
                List.of(
                        new LedgerFact.Turn(10 * Run.HOUR, "e1", 0, first),
                        new LedgerFact.Turn(30 * Run.HOUR, "refund", 0, second)));
        Completion ended = new Completion(
                "a",
                0,
                "bo",
                2,
                List.of(
                        new LedgerFact.Turn(20 * Run.HOUR, "e2", 0, second),
                        new LedgerFact.Turn(30 * Run.HOUR, "refund", 0, null)));
        run.with(moved, ended, clean("bo", 10)).until(25);
        assertThat(run.lines("ana")).containsExactly("EARNED 1000 @10", "HELD @10", "RELEASED @10");
        run.until(40);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "REVERSED -600 @30");
    }

    /** A fold that is days ahead leaves out turns which this ledger, behind another input, has still to decide by. */
    @Test
    void whatAVersionLeavesOutIsAsItWasTold() {
        Run run = new Run(program(once("a", advocate(1_000))));
        LedgerFact.Reach reach = Run.reach("e1", "ana", "bo", 10_000);
        LedgerFact.Turn reached = new LedgerFact.Turn(10 * Run.HOUR, "e1", 0, reach);
        LedgerFact.Turn ended = new LedgerFact.Turn(20 * Run.HOUR, "refund", 0, null);
        LedgerFact.Turn again = new LedgerFact.Turn(30 * Run.HOUR, "undone", 0, reach);
        LedgerFact.Turn over = new LedgerFact.Turn(90 * Run.HOUR, "refund-2", 0, null);
        run.with(new Completion("a", 0, "bo", 1, List.of(reached, ended, again)))
                .with(new Completion("a", 0, "bo", 1, List.of(reached, again, over), 30 * Run.HOUR))
                .until(100);
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 1000 @10",
                        "HELD @10",
                        "VOIDED -1000 @20",
                        "EARNED 1000 @30",
                        "HELD @30",
                        "VOIDED -1000 @90");
    }

    @Test
    void nothingIsGrantedAfterTheEndOfAProgramButWhatWasGoesOn() {
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        20 * Run.HOUR,
                        ZoneOffset.UTC,
                        Retroactive.NONE,
                        null,
                        Programs.review(OnTimeout.VOID, 30),
                        once("a", referee(500).hold(1))))
                .with(reached("a", "bo", 19), clean("bo", 19), reached("a", "cy", 20), clean("cy", 20))
                .until(100);
        assertThat(run.lines()).containsExactly("bo EARNED 500 @19", "bo HELD @19", "bo RELEASED @43");
    }
}
