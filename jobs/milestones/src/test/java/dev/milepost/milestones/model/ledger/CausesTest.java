package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static dev.milepost.milestones.model.ledger.Run.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.programs.model.Effect.Reversal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an entry says that it is by. */
class CausesTest {

    /** By an event of that hour, of bo's order of 100.00. */
    private static OrderMoney taken(long hour, long refunded, long chargedBack) {
        return new OrderMoney(
                OrderMoney.ofOrder("bo", Run.ORDER_ID),
                hour * Run.HOUR,
                "x" + hour,
                10_000,
                refunded,
                chargedBack,
                hour * Run.HOUR + 1);
    }

    /** {@code beneficiary STEP amount reason cause} of what was told by that time. */
    private static List<String> told(Run run, Step step) {
        return run.entries.stream()
                .filter(entry -> entry.step() == step)
                .map(entry -> run.rows.get(entry.rewardId()).beneficiary() + " " + entry.amountMinor() + " "
                        + entry.reason() + " " + entry.causeId())
                .toList();
    }

    @Test
    void aRefundAfterAChargebackIsARefund() {
        Run run = new Run(program(once(
                        "a",
                        advocate(0).percent(10, Long.MAX_VALUE),
                        referee(0).percent(5, Long.MAX_VALUE).reversedBy(Reversal.REFUND))))
                .with(reached("a", "bo", 10), clean("bo", 11))
                .with(taken(20, 1_000, 0), taken(30, 1_000, 500), taken(40, 3_000, 500), taken(50, 2_000, 500))
                .until(100);

        assertThat(told(run, Step.REVERSED))
                .containsExactlyInAnyOrder(
                        "ana -100 refund x20",
                        "bo -50 refund x20",
                        "ana -50 chargeback x30",
                        "ana -200 refund x40",
                        "bo -100 refund x40",
                        "ana 100 refund_cancelled x50",
                        "bo 50 refund_cancelled x50");
    }

    @Test
    void whatAChargebackAloneTakesBackIsNeverByARefund() {
        Run run = new Run(program(
                        once("a", advocate(0).percent(10, Long.MAX_VALUE).reversedBy(Reversal.CHARGEBACK))))
                .with(reached("a", "bo", 10), clean("bo", 11))
                .with(taken(20, 1_000, 0), taken(30, 1_000, 500))
                .until(100);

        assertThat(told(run, Step.REVERSED)).containsExactly("ana -50 chargeback x30");
    }

    @Test
    void anApprovalAfterARejectionIsWhatAnEntryIsBy() {
        Run run = new Run(program(once("a", advocate(2_000).hold(14), referee(500))))
                .with(reached("a", "bo", 10), clean("bo", 11))
                .with(review("bo", 40, false), review("bo", 60, true))
                .until(1_000);

        assertThat(told(run, Step.VOIDED)).containsExactly("ana -2000 rejected w-bo40");
        assertThat(told(run, Step.REVERSED)).containsExactly("bo -500 rejected w-bo40", "bo 500 approved w-bo60");
        assertThat(told(run, Step.EARNED))
                .containsExactlyInAnyOrder("ana 2000 earned e-bo", "bo 500 earned e-bo", "ana 2000 approved w-bo60");
    }

    @Test
    void whatIsEarnedForTheFirstTimeByAnApprovalIsByThat() {
        Run run = new Run(program(once("a", advocate(2_000))))
                .with(review("bo", 5, false), reached("a", "bo", 10), review("bo", 60, true))
                .until(100);

        assertThat(run.lines()).startsWith("ana EARNED 2000 @60");
        assertThat(told(run, Step.EARNED)).containsExactly("ana 2000 approved w-bo60");
    }

    @Test
    void anApprovalOfWhatWasNeverRejectedChangesNoCause() {
        Run run = new Run(program(once("a", advocate(2_000))))
                .with(reached("a", "bo", 10), review("bo", 10, true))
                .until(100);

        assertThat(told(run, Step.EARNED)).containsExactly("ana 2000 earned e-bo");
    }
}
