package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import org.junit.jupiter.api.Test;

/**
 * A payout that was sent twice, or in two versions, is heard of again when it has been decided: whoever keeps copies apart tells
 * the one that was received first in the place of the other.
 */
class PayoutCopiesTest {

    private static Run released() {
        return new Run(program(once("a", advocate(2_000))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(20);
    }

    /** As it came by another way, received a minute before. */
    private static Payout copy(Payout payout) {
        return new Payout(
                payout.rewardId(),
                payout.timeMillis(),
                payout.id(),
                payout.amountMinor(),
                payout.currency(),
                payout.knownAtMillis() - 60_000,
                new LedgerFact.Source("{}", "payouts", 7, 1));
    }

    @Test
    void anEarlierCopyOfWhatIsBookedIsNotBookedAgain() {
        Run run = released();
        Payout payout = run.payout("ana", 30, 800);
        run.with(payout).until(40).with(copy(payout)).until(60);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "PAID -800 @30");
        assertThat(run.refused).isEmpty();
        // Nor two days later, as long as one may come; nor behind a restore.
        run.restored().until(70).with(copy(payout)).until(74);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "PAID -800 @30");
        assertThat(run.state.payouts.decided()).hasSize(1);
        run.until(30 + 24 * 4);
        assertThat(run.state.payouts.decided()).isEmpty();
    }

    /** Before it is booked, it stands in the place of the other. */
    @Test
    void ofTwoCopiesThatWaitOneIsBooked() {
        Run run = released();
        Payout payout = run.payout("ana", 30, 800);
        run.with(payout, copy(payout)).until(60);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "PAID -800 @30");
    }

    @Test
    void aCopyOfWhatWasRefusedIsNotBookedLater() {
        Run run = new Run(program(once("a", advocate(2_000).hold(1))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(20);
        Payout payout = run.payout("ana", 30, 800);
        run.with(payout).until(40);
        assertThat(run.lines("ana")).endsWith("RELEASED @34");
        run.with(copy(payout)).until(60);
        assertThat(run.lines("ana")).endsWith("RELEASED @34");
        assertThat(run.refused).containsExactly("pay-30 not_released");
    }

    /** Of two contents of one event one counts: before it is booked the other is no more, afterwards it has been paid. */
    @Test
    void whatTakesThePlaceOfAnotherIsBookedInItsPlaceOrNotAtAll() {
        Run run = released();
        Payout one = run.payout("ana", 30, 800);
        Payout other = Run.payout(one.rewardId(), 29, one.id(), 700, "USD");
        run.with(one).without(one).with(other).until(60);
        assertThat(run.lines("ana")).endsWith("RELEASED @10", "PAID -700 @29");
        Run late = released();
        late.with(one).until(40).without(one).with(other).until(60);
        assertThat(late.lines("ana")).endsWith("RELEASED @10", "PAID -800 @30");
        assertThat(late.refused).containsExactly("pay-30 booked_otherwise");
    }

    /** An event_id that is used again later is another event. */
    @Test
    void anEventIdMayBeUsedAgain() {
        Run run = released();
        Payout one = run.payout("ana", 30, 800);
        run.with(one).until(40);
        run.with(Run.payout(one.rewardId(), 60, one.id(), 800, "USD")).until(70);
        assertThat(run.lines("ana")).endsWith("PAID -800 @30", "PAID -800 @60");
    }
}
