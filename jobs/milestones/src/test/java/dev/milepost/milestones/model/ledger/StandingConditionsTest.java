package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.program;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reward waits for, and is so before it is earned. */
class StandingConditionsTest {

    private static final Pattern.Event ORDER = new Pattern.Event(List.of("order"), List.of());

    static List<Pattern> lasting() {
        return List.of(
                new Pattern.Nth(ORDER, 2),
                new Pattern.Count(ORDER, 2, Window.LIFETIME, null),
                new Pattern.Count(ORDER, 2, Window.LIFETIME, "sku"),
                new Pattern.Sum(ORDER, "amount", 5_000, Window.LIFETIME));
    }

    static List<Pattern> momentary() {
        Window month = new Window.Calendar(CalendarUnit.MONTH);
        return List.of(
                ORDER,
                new Pattern.Count(ORDER, 2, month, null),
                new Pattern.Sum(ORDER, "amount", 5_000, month),
                new Pattern.Level("mrr", 5_000, Span.ZERO),
                new Pattern.Timer(ORDER, Programs.days(1), null));
    }

    private static Condition met(String referee, long hour, long untilHour) {
        long until = untilHour == Long.MAX_VALUE ? untilHour : untilHour * Run.HOUR;
        return new Condition("a", 0, referee, hour * Run.HOUR, "c-" + referee + hour, hour * Run.HOUR + 1, until);
    }

    /** Long before, so that all else of that time is forgotten. */
    @ParameterizedTest
    @MethodSource("lasting")
    void aNumberOfALifetimeThatWasReachedBeforeReleasesAtTheEndOfTheHold(Pattern pattern) {
        Run run = new Run(program(once(
                        "a",
                        advocate(2_000).hold(1).waitingFor(pattern),
                        referee(500).waitingFor(pattern))))
                .with(met("bo", 10, Long.MAX_VALUE))
                .until(500)
                .with(reached("a", "bo", 1_000), clean("bo", 1_000))
                .until(2_000);

        assertThat(run.lines("ana")).containsExactly("EARNED 2000 @1000", "HELD @1000", "RELEASED @1024");
        assertThat(run.lines("bo")).containsExactly("EARNED 500 @1000", "HELD @1000", "RELEASED @1000");
        assertThat(run.row("ana").reason()).isEqualTo("hold_over");
    }

    @ParameterizedTest
    @MethodSource("momentary")
    void whatHappenedBeforeDoesNot(Pattern pattern) {
        Run run = new Run(program(once("a", advocate(2_000).waitingFor(pattern))))
                .with(met("bo", 10, Long.MAX_VALUE), reached("a", "bo", 20), clean("bo", 20))
                .until(500);
        assertThat(run.lines()).containsExactly("ana EARNED 2000 @20", "ana HELD @20");

        run.with(met("bo", 600, Long.MAX_VALUE)).until(1_000);
        assertThat(run.lines()).endsWith("ana RELEASED @600");
    }

    @Test
    void aNumberThatIsNotReachedAnyMoreDoesNot() {
        Run run = new Run(program(once("a", advocate(2_000).waitingFor(lasting().get(0)))))
                .with(met("bo", 10, 15), reached("a", "bo", 20), clean("bo", 20))
                .until(500);
        assertThat(run.lines()).containsExactly("ana EARNED 2000 @20", "ana HELD @20");

        run.with(met("bo", 600, Long.MAX_VALUE)).until(1_000);
        assertThat(run.lines()).endsWith("ana RELEASED @600");
    }

    @Test
    void eachRepetitionIsReleasedByTheSameNumber() {
        Run run = new Run(program(
                        once("a", advocate(2_000).waitingFor(lasting().get(3)).recur(Programs.days(10), 3))))
                .with(reached("a", "bo", 20), clean("bo", 20), met("bo", 30, Long.MAX_VALUE))
                .until(2_000);

        assertThat(run.lines().stream().filter(line -> line.contains("RELEASED")))
                .containsExactly("ana RELEASED @30", "ana RELEASED @260", "ana RELEASED @500");
    }

    /** It is kept for what is earned later, and alone. */
    @Test
    void whatHappenedIsForgottenAndANumberThatStandsIsKept() {
        Run happened = new Run(program(once("a", advocate(2_000).waitingFor(ORDER))))
                .with(met("bo", 10, Long.MAX_VALUE))
                .until(500);
        Run number = new Run(
                        program(once("a", advocate(2_000).waitingFor(lasting().get(1)))))
                .with(met("bo", 10, Long.MAX_VALUE), met("cy", 10, 20))
                .until(500);

        assertThat(happened.state.slots).isEmpty();
        assertThat(number.state.slots.keySet()).extracting(SlotKey::subject).containsExactly("bo");
    }
}
