package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Programs.version;
import static dev.milepost.milestones.model.ledger.Run.completion;
import static dev.milepost.milestones.model.ledger.Run.reach;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.time.Usage;
import dev.milepost.milestones.model.time.Usage.Counted;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Window;
import java.math.BigInteger;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Amounts that a long holds, of which two are more than it holds. */
class WideSumsTest {

    private static final long HUGE = 6_000_000_000_000_000_000L;

    private static Completion ordered(String referee, long hour) {
        return completion("a", 0, referee, 1, hour, reach("e-" + referee, "ana", referee, HUGE));
    }

    @Test
    void whatABudgetHasNoRoomForIsNotGrantedHoweverMuchItIs() {
        Budget budget = new Budget(Long.MAX_VALUE, Window.LIFETIME);
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        budget,
                        Programs.review(OnTimeout.ESCALATE, 365),
                        once("a", advocate(0).percent(100, Long.MAX_VALUE))))
                .with(ordered("bo", 10), ordered("cy", 11), ordered("di", 11))
                .until(20);

        assertThat(run.lines()).containsExactly("ana EARNED " + HUGE + " @10", "ana HELD @10");
        assertThat(run.skipped()).containsExactly("a cy ana 0 budget", "a di ana 0 budget");
    }

    @Test
    void whatACapHasNoRoomForIsNotGrantedHoweverMuchItIs() {
        Cap cap = new Cap(null, Long.MAX_VALUE, Window.LIFETIME, false);
        Run run = new Run(program(once("a", advocate(HUGE).unit("byte").cap(cap))))
                .with(ordered("bo", 10), ordered("cy", 11))
                .until(20);

        assertThat(run.skipped()).containsExactly("a cy ana 0 cap");
    }

    @Test
    void whereNothingBoundsThemAllAreGrantedAndTheSumIsKept() {
        Run run = new Run(program(once("a", advocate(HUGE))));
        run.with(ordered("bo", 10), ordered("cy", 10), ordered("di", 12)).until(20);

        assertThat(run.skipped()).isEmpty();
        Counted three = new Counted(0, BigInteger.valueOf(HUGE).multiply(BigInteger.valueOf(3)));
        assertThat(all(run.state.limits.budget)).isEqualTo(three);
        LedgerState restored = Books.again(run.state);
        assertThat(all(restored.limits.budget)).isEqualTo(three);
        assertThat(restored.limits.caps.values())
                .extracting(usage -> all(usage).sum())
                .containsOnly(three.sum());
    }

    private static Counted all(Usage usage) {
        return usage.counted(0, Window.LIFETIME, ZoneOffset.UTC);
    }
}
