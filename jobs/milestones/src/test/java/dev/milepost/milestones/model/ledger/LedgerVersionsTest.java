package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.days;
import static dev.milepost.milestones.model.ledger.Programs.effects;
import static dev.milepost.milestones.model.ledger.Programs.fire;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.review;
import static dev.milepost.milestones.model.ledger.Run.HOUR;
import static dev.milepost.milestones.model.ledger.Run.clean;
import static dev.milepost.milestones.model.ledger.Run.counted;
import static dev.milepost.milestones.model.ledger.Run.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.programs.Awaited;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Window;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was promised goes on as it was promised, through versions that edit it and after the program's end. */
class LedgerVersionsTest {

    private static final Pattern OTHER = new Pattern.Event(List.of("other"), List.of());
    private static final Cap ONE = new Cap(1L, null, Window.LIFETIME, false);

    private static ProgramVersion from(int version, long hour, Retroactive retroactive, Reward... rewards) {
        return Programs.version(version, hour * HOUR, retroactive, null, review(OnTimeout.ESCALATE, 365), rewards);
    }

    private static ProgramVersion from(int version, long hour, Reward... rewards) {
        return from(version, hour, Retroactive.NONE, rewards);
    }

    private static Reward waits(Pattern releaseWhen) {
        Effect effect = advocate(700).effect();
        return new Reward(
                "a",
                Programs.ANY_PATTERN,
                Reward.Subject.REFERRAL,
                new Fire.Once(List.of(new Effect(
                        effect.to(),
                        effect.kind(),
                        effect.amount(),
                        null,
                        effect.hold(),
                        releaseWhen,
                        days(3),
                        null,
                        effect.reverseOn(),
                        List.of()))));
    }

    private static Condition met(int number, String referee, long hour) {
        return new Condition("a", number, referee, hour * HOUR, "c" + hour, hour * HOUR);
    }

    @Test
    void whatIsHeldIsReleasedByTheConditionThatItWasEarnedUnder() {
        Run run = new Run(from(1, 0, waits(Programs.ANY_PATTERN)), from(2, 50, waits(OTHER)))
                .with(reached("a", "bo", 10), clean("bo", 10), met(1, "bo", 60))
                .until(65);
        assertThat(run.lines()).containsExactly("ana EARNED 700 @10", "ana HELD @10");
        run.with(met(0, "bo", 70)).until(500);
        assertThat(run.lines())
                .containsExactly("ana EARNED 700 @10", "ana HELD @10", "ana RELEASED @70", "ana EXPIRED -700 @142");
    }

    @Test
    void afterTheEndItIsReleasedTooAndVoidedWhereNobodyListensAnyMore() {
        ProgramVersion ended = Programs.version(
                1,
                0,
                50 * HOUR,
                ZoneOffset.UTC,
                Retroactive.NONE,
                null,
                review(OnTimeout.ESCALATE, 365),
                waits(Programs.ANY_PATTERN));
        Run run = new Run(ended)
                .with(reached("a", "bo", 10), clean("bo", 10), reached("a", "cy", 11), clean("cy", 11))
                .with(met(0, "bo", 5_000))
                .until(8_000);
        long over = 50 + Awaited.GOES_ON.toHours();
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 700 @10",
                        "ana HELD @10",
                        "ana EARNED 700 @11",
                        "ana HELD @11",
                        "ana RELEASED @5000",
                        "ana EXPIRED -700 @5072");
        run.until(over - 1);
        assertThat(run.entries).hasSize(6);
        run.until(over);
        assertThat(run.lines()).endsWith("ana VOIDED -700 @" + over);
        assertThat(run.entries.get(6).reason()).isEqualTo("release_when_over");
    }

    @Test
    void aCapKeepsItsUseWhereEffectsAreListedInAnotherOrderAndGiveMore() {
        Run run = new Run(
                        from(1, 0, once("a", advocate(900).cap(ONE), referee(5))),
                        from(2, 50, once("a", referee(6), advocate(1_000).cap(ONE))))
                .with(reached("a", "bo", 10), reached("a", "cy", 60))
                .until(100);
        assertThat(run.lines()).containsExactly("ana EARNED 900 @10", "ana HELD @10", "bo EARNED 5 @10", "bo HELD @10");
        assertThat(run.skipped()).containsExactly("a cy ana 0 cap", "a cy cy 0 cap");
    }

    @Test
    void anInsertedRungGrantsNothingTwiceAndTakesNothingFromAnother() {
        Reward.Step low =
                new Reward.Step(Programs.ANY_PATTERN, effects(advocate(1).cap(ONE)));
        Reward.Step middle = new Reward.Step(
                new Pattern.Event(List.of("middle"), List.of()),
                effects(advocate(3).cap(ONE)));
        Reward.Step high = new Reward.Step(OTHER, effects(advocate(9).cap(ONE)));
        Run run = new Run(
                        from(1, 0, fire("l", new Fire.Ladder(true, List.of(low, high)))),
                        from(2, 50, fire("l", new Fire.Ladder(true, List.of(low, middle, high)))))
                .with(counted("l", 1, 1, 10, "bo"), counted("l", 2, 1, 20, "bo"))
                .until(60)
                .with(counted("l", 3, 1, 70, "cy"))
                .until(100);
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 1 @10",
                        "ana HELD @10",
                        "ana EARNED 9 @20",
                        "ana HELD @20",
                        "ana EARNED 3 @70",
                        "ana HELD @70");
        assertThat(run.skipped()).isEmpty();
        assertThat(run.rows.values()).extracting(RewardRow::occurrence).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void noAwardIsLostWhereAVersionCountsOtherwise() {
        Run run = new Run(
                        from(1, 0, fire("f", new Fire.First(2, effects(advocate(1))))),
                        from(2, 50, fire("f", new Fire.Every(3, effects(advocate(4))))),
                        from(3, 90, fire("f", new Fire.Every(2, effects(advocate(8))))))
                .with(counted("f", 0, 1, 10, "b1"), counted("f", 0, 2, 20, "b2"), counted("f", 0, 3, 60, "b3"))
                .with(counted("f", 0, 4, 70, "b4"), counted("f", 0, 5, 71, "b5"), counted("f", 0, 6, 72, "b6"))
                .with(counted("f", 0, 7, 95, "b7"), counted("f", 0, 8, 96, "b8"))
                .until(100);
        assertThat(run.lines())
                .filteredOn(line -> line.contains("EARNED"))
                .containsExactly(
                        "ana EARNED 1 @10",
                        "ana EARNED 1 @20",
                        "ana EARNED 4 @60",
                        "ana EARNED 4 @72",
                        "ana EARNED 8 @96");
        assertThat(run.rows.values())
                .extracting(RewardRow::occurrence)
                .containsExactlyInAnyOrder("1", "2", "3", "6", "8");
    }

    @Test
    void theOnlyOneIsTheFirst() {
        Run run = new Run(
                        from(1, 0, fire("f", new Fire.Once(effects(advocate(1))))),
                        from(2, 50, fire("f", new Fire.First(2, effects(advocate(4))))))
                .with(counted("f", 0, 1, 10, "b1"), counted("f", 0, 2, 60, "b2"))
                .until(70)
                .with(Run.review("b1", 80, false))
                .until(100);
        assertThat(run.lines())
                .filteredOn(line -> line.contains("EARNED"))
                .containsExactly("ana EARNED 1 @10", "ana EARNED 4 @60");
    }

    @Test
    void whatIsGivenAfterARaiseGivesWhatTheVersionDoes() {
        Run run = new Run(
                        from(1, 0, once("a", advocate(100).recur(days(1), 3))),
                        from(2, 30, Retroactive.UNPAID, once("a", advocate(250).recur(days(1), 3))))
                .with(reached("a", "bo", 10), clean("bo", 10))
                .until(200);
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 100 @10",
                        "ana HELD @10",
                        "ana RELEASED @10",
                        "ana REVERSED 150 @30",
                        "ana EARNED 250 @34",
                        "ana HELD @34",
                        "ana RELEASED @34",
                        "ana EARNED 250 @58",
                        "ana HELD @58",
                        "ana RELEASED @58");
    }

    @Test
    void soDoAnotherLifeAndWhatIsHeardOfLate() {
        Run run = new Run(
                        from(1, 0, once("a", advocate(100))), from(2, 30, Retroactive.UNPAID, once("a", advocate(250))))
                .with(reached("a", "bo", 10), Run.review("bo", 20, false), Run.review("bo", 40, true))
                .until(50);
        assertThat(run.lines())
                .containsExactly(
                        "ana EARNED 100 @10",
                        "ana HELD @10",
                        "ana VOIDED -100 @20",
                        "ana EARNED 250 @40",
                        "ana HELD @40",
                        "ana RELEASED @40");
        run.with(reached("a", "cy", 12)).until(60);
        assertThat(run.lines()).endsWith("ana EARNED 250 @12 late", "ana HELD @12 late");
    }
}
