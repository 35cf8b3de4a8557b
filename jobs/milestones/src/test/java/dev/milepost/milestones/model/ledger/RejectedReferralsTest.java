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
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Pattern;
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
}
