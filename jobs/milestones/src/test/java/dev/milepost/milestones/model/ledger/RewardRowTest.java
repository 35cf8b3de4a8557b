package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A row says when its last entry takes effect, and whether that was late, also where it is told again for another reason. */
class RewardRowTest {

    @Test
    void aRewardThatCameLateIsLateUntilItsNextEntry() {
        Run run = new Run(program(once("a", advocate(2_000).hold(1))));
        run.until(15).with(reached("a", "bo", 10)).until(16);
        assertThat(run.lines("ana")).containsExactly("EARNED 2000 @10 late", "HELD @10 late");
        assertThat(run.row("ana").lateCorrection()).isTrue();
        assertThat(run.row("ana").reason()).isEqualTo("no_verdict");

        run.with(clean("bo", 17)).until(18);
        assertThat(run.entries).hasSize(2);
        assertThat(run.row("ana").reason()).isEqualTo("hold");
        assertThat(run.row("ana").lateCorrection()).isTrue();
        assertThat(run.row("ana").updatedAtMillis()).isEqualTo(10 * Run.HOUR);

        run.until(40);
        assertThat(run.lines("ana")).endsWith("RELEASED @34");
        assertThat(run.row("ana").lateCorrection()).isFalse();
        assertThat(run.row("ana").updatedAtMillis()).isEqualTo(34 * Run.HOUR);
    }

    @Test
    void andAcrossARestore() {
        Run run = new Run(program(once("a", advocate(2_000).hold(1))));
        run.until(15).with(reached("a", "bo", 10)).until(16);
        ProgramLedger ledger = new ProgramLedger("p", LedgerSettings.DEFAULTS, Books.again(run.state));
        ledger.accept(clean("bo", 17));
        Told told = ledger.advanceTo(
                18 * Run.HOUR,
                Terms.of(List.of(program(once("a", advocate(2_000).hold(1))))));
        assertThat(told.entries()).isEmpty();
        assertThat(told.rows()).extracting(RewardRow::lateCorrection).containsExactly(true);
    }
}
