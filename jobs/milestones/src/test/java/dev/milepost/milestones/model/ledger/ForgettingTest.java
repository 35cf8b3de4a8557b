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
import static dev.milepost.milestones.model.ledger.Run.qualifyingRefunded;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static dev.milepost.milestones.model.ledger.Run.refunded;
import static dev.milepost.milestones.model.ledger.Run.review;
import static dev.milepost.milestones.model.ledger.Run.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Window;
import org.junit.jupiter.api.Test;

class ForgettingTest {

    private static final long YEARS = 2_000 * 24;

    private static Run timedOut(Reward reward) {
        return new Run(version(1, Long.MIN_VALUE, Retroactive.NONE, null, Programs.review(OnTimeout.VOID, 1), reward));
    }

    @Test
    void whatWasDecidedAndForgottenIsNotDecidedAgain() {
        Run run = timedOut(fire("third", new Fire.Every(3, effects(advocate(900)))));
        for (int n = 1; n <= 3; n++) {
            run.with(counted("third", 0, n, n, "f" + n));
        }
        // Voided at 27; rejected while it is remembered: the fourth moves up into its group, which has been decided.
        run.with(verdict("f2", 30, 50, false), review("f2", 30, false)).until(60);
        assertThat(run.lines("ana")).containsExactly("EARNED 900 @3", "HELD @3", "VOIDED -900 @27");
        assertThat(Forgetting.sizes(run.state)).containsEntry("rewards", 0).containsEntry("slots", 1);
        for (int n = 4; n <= 7; n++) {
            run.with(counted("third", 0, n, 60 + n, "f" + n), clean("f" + n, 60 + n));
        }
        run.until(100);
        assertThat(run.lines("ana").subList(3, run.lines("ana").size()))
                .containsExactly("EARNED 900 @67", "HELD @67", "RELEASED @67");
        assertThat(run.entries.stream().map(LedgerEntry::entryId).distinct()).hasSize(run.entries.size());
    }

    @Test
    void aVersionThatCountsOtherwiseSparesNothingThatAnAwardRestsOn() {
        Run run = new Run(
                        program(fire("each", new Fire.Every(1, effects(advocate(900))))),
                        version(
                                2,
                                100 * Run.HOUR,
                                Retroactive.NONE,
                                null,
                                Programs.review(OnTimeout.ESCALATE, 365),
                                fire("each", new Fire.Once(effects(advocate(900))))))
                .with(counted("each", 0, 1, 1, "f1"), counted("each", 0, 2, 2, "f1"), clean("f1", 1))
                .until(50);
        run.with(verdict("f1", 110, 50, false)).until(120);
        run.with(verdict("f1", 130, 60, false)).until(140);
        assertThat(run.lines("ana"))
                .containsExactly("EARNED 900 @1", "HELD @1", "RELEASED @1", "EARNED 900 @2", "HELD @2", "RELEASED @2");
    }

    @Test
    void whatIsNotDecidedYetIsNotForgottenBehindWhatIs() {
        Cap none = new Cap(0L, null, Window.LIFETIME, false);
        Run run = new Run(program(fire(
                        "each",
                        new Fire.Every(
                                1,
                                effects(advocate(900)
                                        .reversedBy(Reversal.REFUND)
                                        .cap(none))))))
                .with(qualifyingRefunded("f1", 0, 10_000))
                .with(counted("each", 0, 1, 1, "f1"), counted("each", 0, 2, 2, "f2"))
                .until(60);
        assertThat(run.skipped()).containsExactly("each ana ana 2 cap");
        run.with(qualifyingRefunded("f1", 70, 0)).until(80);
        assertThat(run.skipped()).containsExactly("each ana ana 1 cap", "each ana ana 2 cap");
    }

    @Test
    void whatIsApprovedAfterAllTakesNotThePlaceOfWhatIsForgotten() {
        Cap none = new Cap(0L, null, Window.LIFETIME, false);
        Run run = new Run(program(
                        fire("each", new Fire.First(3, effects(advocate(900).cap(none))))))
                .with(counted("each", 0, 1, 1, "f1"), review("f1", 2, false), counted("each", 0, 2, 10, "f1"))
                .until(60);
        assertThat(run.skipped()).containsExactly("each ana ana 1 cap");
        run.with(review("f1", 70, true)).until(80);
        assertThat(run.skipped()).containsExactly("each ana ana 1 cap", "each ana ana 2 cap");
    }

    @Test
    void aCompletionThatMovesIntoTheRoomOfAForgottenOneEarnsNothing() {
        Run run = new Run(program(once("a", advocate(1_000).cap(new Cap(0L, null, Window.LIFETIME, false)))))
                .with(reached("a", "bo", 1))
                .until(50);
        assertThat(run.skipped()).containsExactly("a bo ana 0 cap");
        assertThat(run.state.slots.firstEntry().getValue().completions).isEmpty();
        run.rows.clear();
        run.with(reached("a", "bo", 2)).until(100);
        assertThat(run.rows).isEmpty();
        assertThat(Forgetting.sizes(run.state)).containsEntry("slots", 1);
        run.until(YEARS);
        assertThat(Forgetting.sizes(run.state)).containsEntry("slots", 0);
    }

    @Test
    void whatMovesAmongForgottenOnesBelongsToNoLaterGroup() {
        Run run = timedOut(fire("pair", new Fire.Every(2, effects(advocate(900)))));
        run.with(counted("pair", 0, 1, 1, "f1"), counted("pair", 0, 2, 2, "f2")).until(60);
        assertThat(run.lines("ana")).endsWith("VOIDED -900 @26");
        run.with(counted("pair", 0, 1, 2, "f2")).until(61);
        run.with(counted("pair", 0, 3, 63, "f3"), counted("pair", 0, 4, 64, "f4"), clean("f3", 63), clean("f4", 64))
                .until(70);
        assertThat(run.lines("ana")).endsWith("EARNED 900 @64", "HELD @64", "RELEASED @64");
    }

    @Test
    void nothingIsLeftOfASubjectThatIsDoneWith() {
        Run run = timedOut(once("a", advocate(900).hold(1), referee(5).conditional()))
                .with(reached("a", "bo", 1), new Condition("a", 0, "bo", 3 * Run.HOUR, "c", 0))
                .with(new Condition("a", 0, "cy", 3 * Run.HOUR, "c", 0))
                .until(10);
        assertThat(Forgetting.sizes(run.state)).containsEntry("slots", 2).containsEntry("rewards", 2);
        run.until(YEARS);
        assertThat(run.lines("ana")).endsWith("VOIDED -900 @25");
        assertThat(run.lines("bo")).endsWith("VOIDED -5 @25");
        assertThat(Forgetting.sizes(run.state).values()).containsOnly(0);
    }

    @Test
    void aRestoredStateForgetsAtTheSameMoment() {
        Run run = timedOut(once("a", referee(5))).with(reached("a", "bo", 1)).until(30);
        assertThat(run.lines("bo")).endsWith("VOIDED -5 @25");
        long moment = 25 * Run.HOUR + Programs.DAY + 1;
        assertThat(run.state.agenda.next()).isEqualTo(moment);
        assertThat(Books.again(run.state).agenda.next()).isEqualTo(moment);
    }

    @Test
    void whatIsOwedOrMayBeOwedAgainIsRemembered() {
        Run run = new Run(program(once("a", advocate(1_000))))
                .with(reached("a", "bo", 1), clean("bo", 1), refunded("bo", 10, 2_500))
                .until(20)
                .until(YEARS);
        assertThat(run.lines("ana")).containsExactly("EARNED 1000 @1", "HELD @1", "RELEASED @1", "REVERSED -250 @10");
        // What became of the order long ago still counts: a rejection takes what is left, its end gives it back.
        run.with(review("bo", YEARS + 1, false))
                .until(YEARS + 2)
                .with(review("bo", YEARS + 3, true))
                .until(YEARS + 4);
        assertThat(run.lines("ana")).endsWith("REVERSED -750 @" + (YEARS + 1), "REVERSED 750 @" + (YEARS + 3));
        run.with(run.payout("ana", YEARS + 5, 750)).until(2 * YEARS);
        assertThat(Forgetting.sizes(run.state)).containsEntry("rewards", 0).containsEntry("orders", 0);
    }

    @Test
    void anotherReferralStandsInForOneThatIsRejectedLongAfter() {
        Run run = new Run(program(fire("c", new Fire.Once(effects(advocate(500))))));
        for (int n = 1; n <= 3; n++) {
            run.with(counted("c", 0, n, n, "f" + (n + 1) / 2), clean("f" + n, n));
        }
        run.until(10).with(counted("c", 0, 4, 500, "f2")).until(600);
        // The second is of the same referral as the first, the fourth as the third.
        assertThat(run.state.slots.firstEntry().getValue().completions).hasSize(3);
        run.with(review("f1", 700, false)).until(800);
        assertThat(run.lines("ana")).containsExactly("EARNED 500 @1", "HELD @1", "RELEASED @1");
        assertThat(run.state.slots.firstEntry().getValue().completions).hasSize(2);
        run.with(review("f2", 900, false)).until(1_000);
        assertThat(run.lines("ana")).endsWith("REVERSED -500 @900");
    }

    /** A reward that a version at 100 h makes another of. */
    private static Run onceThenEverySecond() {
        return new Run(
                program(fire("c", new Fire.Once(effects(advocate(500))))),
                version(
                        2,
                        100 * Run.HOUR,
                        Retroactive.NONE,
                        null,
                        Programs.review(OnTimeout.ESCALATE, 365),
                        fire("c", new Fire.Every(2, effects(advocate(900))))));
    }

    /** Of two referrals two completions each; only the first of each is remembered where one is all that earns. */
    @Test
    void aVersionThatCountsAllPassesOverThoseThatWereSparedTooWhereTheirReferralIsRejected() {
        Run run = onceThenEverySecond();
        for (int n = 1; n <= 4; n++) {
            run.with(counted("c", 0, n, n, "f" + (n + 1) / 2), clean("f" + n, n));
        }
        run.until(60).with(clean("f1", 70)).until(90);
        assertThat(run.state.slots.firstEntry().getValue().spared).containsOnlyKeys(2L, 4L);
        run.with(review("f2", 150, false)).until(160);
        run.with(counted("c", 0, 5, 200, "f3"), counted("c", 0, 6, 201, "f4"), counted("c", 0, 7, 202, "f5"))
                .until(210);
        // Third, fourth and fifth of those that stand.
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 500 @1", "HELD @1", "RELEASED @1", "EARNED 900 @201", "HELD @201", "RELEASED @201");
        assertThat(run.restored().state.slots.firstEntry().getValue().spared).containsOnlyKeys(2L, 4L);
    }

    @Test
    void whoWasSparedForOneThatNeverWasStands() {
        LedgerFact.Completion first = counted("c", 0, 1, 1, "f1");
        Run run = onceThenEverySecond()
                .with(first, counted("c", 0, 2, 2, "f1"), counted("c", 0, 3, 3, "f2"), clean("f1", 1))
                .until(60)
                .with(clean("f1", 70))
                .until(90);
        assertThat(run.state.slots.firstEntry().getValue().spared).containsOnlyKeys(2L);
        run.without(first)
                .with(counted("c", 0, 4, 200, "f3"), clean("f2", 200), clean("f3", 200))
                .until(210);
        assertThat(run.state.slots.firstEntry().getValue().spared).isEmpty();
        assertThat(run.lines("ana")).endsWith("EARNED 900 @200", "HELD @200", "RELEASED @200");
    }

    /** What the page of the room says of bytes. */
    @Test
    void aLiveRewardCostsWhatTheDocumentationSays() {
        LedgerStateCodec codec = new LedgerStateCodec();
        Run run = new Run(program(once("a", advocate(1_000).hold(14), referee(500))));
        run.until(1);
        int before = Books.bytes(codec, run.state).length;
        int n = 100;
        for (int i = 100; i < 100 + n; i++) {
            run.with(reached("a", "user-" + i, 100_000 + i), clean("user-" + i, 100_000 + i));
        }
        int after = Books.bytes(codec, run.until(100_300).state).length;
        assertThat((after - before) / n)
                .as("bytes of a referral with two live rewards")
                .isBetween(600, 700);
    }
}
