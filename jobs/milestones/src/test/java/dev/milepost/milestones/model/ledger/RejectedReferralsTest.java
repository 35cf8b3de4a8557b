package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
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
}
