package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.effects;
import static dev.milepost.milestones.model.ledger.Programs.fire;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Completions of patterns that count referrals: a rejection ends them, or moves them to others. */
class RejectedReferralsTest {

    /** By a review of that hour; no friends: nothing stands any more. */
    private static Turn decided(long hour, String... friends) {
        return new Turn(
                hour * Run.HOUR, "w" + hour, hour * Run.HOUR + 1, true, friends.length == 0 ? null : of(friends));
    }

    private static Turn happened(long hour, String... friends) {
        return new Turn(hour * Run.HOUR, "e" + hour, hour * Run.HOUR + 1, friends.length == 0 ? null : of(friends));
    }

    private static Reach of(String... friends) {
        String last = friends[friends.length - 1];
        return new Reach(
                "e-" + last,
                "ana",
                last,
                Arrays.stream(friends).map(friend -> "r-" + friend).toList(),
                Purchase.NONE,
                Map.of());
    }

    private static Completion course(Turn... turns) {
        return new Completion("a", 0, "ana", 1, List.of(turns));
    }

    private static Run verdicts(Run run, String... friends) {
        for (String friend : friends) {
            run.with(clean(friend, 1));
        }
        return run;
    }

    private static List<String> reasons(Run run) {
        return run.rows.values().stream()
                .map(row -> row.beneficiary() + " " + row.occurrence() + " " + row.reason())
                .sorted()
                .toList();
    }

    @Test
    void aRejectionThatLeavesTooFewVoidsWhatIsHeldAndTheNextFriendEarnsItAgain() {
        Run run = verdicts(new Run(program(once("a", advocate(2_000).hold(5)))), "f1", "f2", "f3");
        run.with(course(happened(10, "f1", "f2"), decided(40), happened(60, "f2", "f3")), review("f1", 40, false))
                .until(50);
        assertThat(reasons(run)).containsExactly("ana 0 rejected");
        assertThat(run.until(500).lines("ana"))
                .containsExactly(
                        "EARNED 2000 @10",
                        "HELD @10",
                        "VOIDED -2000 @40",
                        "EARNED 2000 @60",
                        "HELD @60",
                        "RELEASED @180");
        assertThat(run.rows.values()).extracting(RewardRow::occurrence).containsExactlyInAnyOrder("0", "0~2");
    }

    @Test
    void itReversesWhatIsReleasedAndAnApprovalPutsThatBack() {
        Run run = verdicts(new Run(program(once("a", advocate(2_000)))), "f1", "f2");
        run.with(
                        course(happened(10, "f1", "f2"), decided(40), decided(60, "f1", "f2")),
                        review("f1", 40, false),
                        review("f1", 60, true))
                .until(500);
        assertThat(run.lines("ana"))
                .containsExactly(
                        "EARNED 2000 @10", "HELD @10", "RELEASED @10", "REVERSED -2000 @40", "REVERSED 2000 @60");
    }

    /** What a refund ends stays, once released. */
    @Test
    void itIsNoRefund() {
        Run run = verdicts(new Run(program(once("a", advocate(2_000)))), "f1", "f2");
        run.with(course(happened(10, "f1", "f2"), happened(40))).until(500);
        assertThat(run.lines("ana")).endsWith("RELEASED @10");
    }

    @Test
    void whatIsPaidStays() {
        Run run = verdicts(new Run(program(once("a", advocate(2_000)))), "f1", "f2")
                .with(course(happened(10, "f1", "f2")))
                .until(20);
        run.with(run.payout("ana", 30, 2_000)).until(35);
        run.with(course(happened(10, "f1", "f2"), decided(40)), review("f1", 40, false))
                .until(500);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "PAID -2000 @30");
    }

    @Test
    void theNextFriendGetsWhatIsTakenBack() {
        Run run = verdicts(
                new Run(program(once("a", advocate(2_000).hold(5), referee(500).hold(5)))), "f1", "f2");
        run.with(course(happened(10, "f1"), decided(40, "f2")), review("f1", 40, false))
                .until(500);
        assertThat(run.lines("ana")).containsExactly("EARNED 2000 @10", "HELD @10", "RELEASED @130");
        assertThat(run.lines("f1")).containsExactly("EARNED 500 @10", "HELD @10", "VOIDED -500 @40");
        assertThat(run.lines("f2")).containsExactly("EARNED 500 @40", "HELD @40", "RELEASED @160");
        assertThat(reasons(run)).contains("f1 0 beneficiary_changed");
    }

    @Test
    void butNotWhatHasBeenPaid() {
        Run run = verdicts(new Run(program(once("a", advocate(2_000), referee(500)))), "f1", "f2")
                .with(course(happened(10, "f1")))
                .until(20);
        run.with(run.payout("f1", 30, 500)).until(35);
        List<Turn> turns = new ArrayList<>(List.of(happened(10, "f1"), decided(40, "f2")));
        run.with(course(turns.toArray(Turn[]::new)), review("f1", 40, false)).until(100);
        // And whatever happens later to him who has the place now.
        turns.add(decided(110));
        run.with(course(turns.toArray(Turn[]::new)), review("f2", 110, false)).until(500);
        assertThat(run.lines("f1")).endsWith("RELEASED @10", "PAID -500 @30");
        assertThat(run.lines("f2")).isEmpty();
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "REVERSED -2000 @110");
    }

    /** Whoever had the place in between gives back what is not paid. */
    @Test
    void anApprovalGivesThePlaceBack() {
        Run run =
                verdicts(new Run(program(once("a", advocate(2_000), referee(500).hold(5)))), "f1", "f2");
        run.with(
                        course(happened(10, "f1"), decided(40, "f2"), decided(60, "f1")),
                        review("f1", 40, false),
                        review("f1", 60, true))
                .until(500);
        assertThat(run.lines("f2")).containsExactly("EARNED 500 @40", "HELD @40", "VOIDED -500 @60");
        assertThat(run.lines("f1"))
                .containsExactly(
                        "EARNED 500 @10", "HELD @10", "VOIDED -500 @40", "EARNED 500 @60", "HELD @60", "RELEASED @180");
        assertThat(reasons(run)).contains("f1 0 beneficiary_changed", "f2 0~2 beneficiary_changed");
    }

    private static Completion place(int ordinal, Turn... turns) {
        return new Completion("c", 0, "ana", ordinal, List.of(turns));
    }

    private static List<Fire> byItself() {
        return List.of(
                new Fire.First(3, effects(advocate(1_000), referee(500))),
                new Fire.Every(1, effects(advocate(1_000), referee(500))));
    }

    /** Each day's first friend, say: where one is rejected, those behind move up, and keep what they have. */
    @Test
    void whatIsGivenForOthersStaysTheirsWhereTheyMoveUp() {
        for (Fire fire : byItself()) {
            Run run = verdicts(new Run(program(fire("c", fire))), "f1", "f2", "f3", "f4")
                    .with(place(1, happened(10, "f1")), place(2, happened(12, "f2")), place(3, happened(14, "f3")))
                    .until(20);
            run.with(run.payout("f2", 30, 500)).until(35);
            run.with(
                            place(1, happened(10, "f1"), decided(40, "f2")),
                            place(2, happened(12, "f2"), decided(40, "f3")),
                            place(3, happened(14, "f3"), decided(40)),
                            review("f1", 40, false))
                    .until(50);
            assertThat(run.lines("f1")).endsWith("RELEASED @10", "REVERSED -500 @40");
            assertThat(run.lines("f2")).containsExactly("EARNED 500 @12", "HELD @12", "RELEASED @12", "PAID -500 @30");
            assertThat(run.lines("f3")).containsExactly("EARNED 500 @14", "HELD @14", "RELEASED @14");
            assertThat(run.lines("ana"))
                    .filteredOn(line -> line.startsWith("REVERSED"))
                    .hasSize(1);
            // Another is none of them, whatever number is free.
            run.with(place(3, happened(14, "f3"), decided(40), happened(60, "f4")))
                    .until(70);
            assertThat(run.lines("f4")).containsExactly("EARNED 500 @60", "HELD @60", "RELEASED @60");
            assertThat(run.row("f4").occurrence()).isEqualTo("4");
            // And all move back.
            run.restored()
                    .with(
                            place(1, happened(10, "f1"), decided(40, "f2"), decided(80, "f1")),
                            place(2, happened(12, "f2"), decided(40, "f3"), decided(80, "f2")),
                            place(3, happened(14, "f3"), decided(40), happened(60, "f4"), decided(80, "f3")),
                            place(4, decided(80, "f4")),
                            review("f1", 80, true))
                    .until(90);
            assertThat(run.lines("f1")).endsWith("REVERSED -500 @40", "REVERSED 500 @80");
            assertThat(run.lines("f2")).hasSize(4);
            assertThat(run.lines("f3")).hasSize(3);
            assertThat(run.lines("f4")).hasSize(3);
        }
    }

    /** The friend that two of them would count is counted once. */
    @Test
    void whatCountsAFriendOfOneThatHasEndedIsWhatThatHasBecome() {
        for (Fire fire : byItself()) {
            Run run = verdicts(new Run(program(fire("c", fire))), "f1", "f2", "f3", "f4")
                    .with(place(1, happened(10, "f1", "f2")), place(2, happened(20, "f3", "f4")))
                    .until(30);
            run.with(
                            place(1, happened(10, "f1", "f2"), decided(40, "f2", "f3")),
                            place(2, happened(20, "f3", "f4"), decided(40)),
                            review("f1", 40, false))
                    .until(50);
            assertThat(run.lines("f2")).endsWith("RELEASED @10", "REVERSED -500 @40");
            assertThat(run.lines("f3")).containsExactly("EARNED 500 @40", "HELD @40", "RELEASED @40");
            assertThat(run.rows.values())
                    .filteredOn(row -> row.beneficiary().equals("ana"))
                    .extracting(RewardRow::occurrence, RewardRow::owedMinor)
                    .contains(tuple("1", 1_000L));
        }
    }

    /** A number that moves is known as long as a review may move it, though nothing may happen to its reward. */
    @Test
    void whatMovesIsNotForgottenBeforeNothingCanMoveItAnyMore() {
        Pattern daily = new Pattern.Count(
                new Pattern.Event(List.of("referral.qualified"), List.of()), 1, Window.LIFETIME, null);
        Cap none = new Cap(0L, null, Window.LIFETIME, false);
        for (boolean moves : List.of(true, false)) {
            Reward reward = fire("c", new Fire.Every(1, effects(referee(500).cap(none))));
            Pattern on = moves ? daily : reward.on();
            Run run = new Run(program(new Reward(reward.id(), on, reward.per(), reward.fire())));
            run.with(place(1, happened(10, "f1")), place(2, happened(12, "f2"))).until(13);
            assertThat(run.skipped()).hasSize(2);
            run.until(24 * 300);
            assertThat(run.state.slots.firstEntry().getValue().awards).hasSize(moves ? 2 : 0);
            run.until(24 * 500);
            assertThat(run.state.slots.values()).allMatch(slot -> slot.awards.isEmpty());
        }
    }

    private static ProgramVersion from(int version, long hour, Retroactive retroactive, long minor) {
        return Programs.version(
                version,
                hour * Run.HOUR,
                retroactive,
                null,
                Programs.review(OnTimeout.ESCALATE, 365),
                fire("a", new Fire.Once(effects(referee(minor)))));
    }

    /** Of each: what f1 has, who is paid before their referral is rejected at 40, and f2 comes to be the one. */
    private static Run paidThenAnothers(ProgramVersion... versions) {
        Run run = verdicts(new Run(versions), "f1", "f2")
                .with(course(happened(10, "f1")))
                .until(20);
        run.with(run.payout("f1", 30, 2_500)).until(35);
        return run.with(course(happened(10, "f1"), decided(40, "f2")), review("f1", 40, false));
    }

    @Test
    void noVersionRaisesWhatIsPaidToOneWhoIsRejected() {
        Run run = paidThenAnothers(from(1, 0, Retroactive.NONE, 2_500), from(2, 60, Retroactive.ALL, 4_000));
        assertThat(run.until(500).lines())
                .containsExactly("f1 EARNED 2500 @10", "f1 HELD @10", "f1 RELEASED @10", "f1 PAID -2500 @30");
    }

    @Test
    void norOneOfTheVeryMomentOfTheRejection() {
        Run run = paidThenAnothers(from(1, 0, Retroactive.NONE, 2_500), from(2, 40, Retroactive.ALL, 4_000));
        assertThat(run.until(500).lines("f1")).endsWith("PAID -2500 @30");
    }

    /** As it was before: an account is the advocate's by whose referral it is, and counts the one whose event it was. */
    private static Reach ofAccount(String advocate, String boundBy) {
        return new Reach(
                "e",
                advocate,
                "r-" + boundBy,
                "f2",
                List.of("r-f2"),
                Purchase.NONE,
                Map.of(),
                List.of(),
                10 * Run.HOUR);
    }

    private static Run account(Turn... turns) {
        ProgramVersion version = Programs.version(
                1,
                0,
                Retroactive.NONE,
                null,
                Programs.review(OnTimeout.VOID, 7),
                new Reward("a", Programs.ANY_PATTERN, Reward.Subject.ACCOUNT, new Fire.Once(effects(advocate(1_000)))));
        return new Run(version).with(new Completion("a", 0, "acme", 1, List.of(turns)));
    }

    private static Turn turn(long hour, String review, String advocate, String boundBy) {
        return new Turn(
                hour * Run.HOUR,
                review == null ? "e" : review,
                hour * Run.HOUR + 1,
                review != null,
                ofAccount(advocate, boundBy));
    }

    @Test
    void theReferralByWhichAnAccountIsTheAdvocatesHasToBeClearedToo() {
        Run run = account(turn(10, null, "ana", "f1")).with(clean("f2", 5)).until(100);
        assertThat(reasons(run)).containsExactly("ana 0 no_verdict");
        assertThat(run.row("ana").referrals()).containsExactly("r-f1", "r-f2");
        assertThat(run.with(review("f1", 110, true)).until(120).lines()).endsWith("ana RELEASED @110");
    }

    @Test
    void oneThatIsBlockedIsVoidedThoughTheOneWhoDidItIsCleared() {
        Run run = account(turn(10, null, "ana", "f1")).with(clean("f2", 5), Run.verdict("f1", 5, 95, true));
        assertThat(run.until(500).lines()).endsWith("ana VOIDED -1000 @178");
    }

    @Test
    void anotherIsGivenWhatWasNotPaidFromTheRejectionOn() {
        Run run = account(turn(10, null, "ana", "f1"), turn(40, "w-f140", "eve", "f2"));
        run.with(clean("f1", 5), clean("f2", 5), review("f1", 40, false)).until(500);
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 1000 @10",
                        "ana HELD @10",
                        "ana RELEASED @10",
                        "ana REVERSED -1000 @40",
                        "eve EARNED 1000 @40",
                        "eve HELD @40",
                        "eve RELEASED @40");
        assertThat(run.row("eve").referrals()).containsExactly("r-f2");
    }

    /** The decision came a day late: what was told stays told, and is corrected. */
    @Test
    void soItIsWhereThatIsHeardOfLater() {
        Run run = account(turn(10, null, "ana", "f1"))
                .with(clean("f1", 5), clean("f2", 5))
                .until(50);
        run.with(new Completion(
                        "a", 0, "acme", 1, List.of(turn(10, null, "ana", "f1"), turn(40, "w-f140", "eve", "f2"))))
                .with(review("f1", 40, false))
                .until(500);
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 1000 @10",
                        "ana HELD @10",
                        "ana RELEASED @10",
                        "ana REVERSED -1000 @40 late",
                        "eve EARNED 1000 @40 late",
                        "eve HELD @40 late",
                        "eve RELEASED @40 late");
    }

    @Test
    void whatIsPaidStaysTheFormerAdvocatesAndIsRaisedByNoVersion() {
        Run run = account(turn(10, null, "ana", "f1"))
                .with(clean("f1", 5), clean("f2", 5))
                .until(20);
        run.with(run.payout("ana", 30, 1_000)).until(35);
        run.with(new Completion(
                        "a", 0, "acme", 1, List.of(turn(10, null, "ana", "f1"), turn(40, "w-f140", "eve", "f2"))))
                .with(review("f1", 40, false))
                .until(500);
        assertThat(run.lines()).endsWith("ana PAID -1000 @30").hasSize(4);
    }
}
