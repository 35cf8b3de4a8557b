package dev.milepost.milestones.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a rule takes of a user's state, in bytes as they are written: of somebody who did {@code a} ten times in ten days, two
 * days later, when the day in which late events may come is over. The table is in bench/README.md; no rule may grow beyond it
 * unseen.
 */
class RuleBytesTest {

    private static final long DAY = 86_400_000L;
    private static final int TIMES = 10;
    private static final Pattern.Event A = new Pattern.Event(List.of("a"), List.of());
    private static final Pattern.Event B = new Pattern.Event(List.of("b"), List.of());
    private static final Span MONTH = Span.ofMillis(30 * DAY);
    private static final Window MONTHS = new Window.Rolling(Span.ofMillis(90 * DAY));

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("event", A, 40),
                Arguments.of("nth, n: 20", new Pattern.Nth(A, 20), 40),
                Arguments.of("count, at_least: 20", new Pattern.Count(A, 20, Window.LIFETIME, null), 40),
                Arguments.of(
                        "count, at_least: 20, within: 30d",
                        new Pattern.Count(A, 20, new Window.Rolling(MONTH), null),
                        90),
                Arguments.of("count, at_least: 20, distinct", new Pattern.Count(A, 20, Window.LIFETIME, "color"), 140),
                Arguments.of("sum, at_least: 100", new Pattern.Sum(A, "value", 100_000_000, Window.LIFETIME), 40),
                Arguments.of("all of two, within: 30d", new Pattern.All(List.of(A, B), new Window.Rolling(MONTH)), 90),
                Arguments.of("sequence of two, within: 30d", new Pattern.Sequence(List.of(A, B), MONTH), 250),
                Arguments.of("timer, after: 30d, every: 30d", new Pattern.Timer(A, MONTH, MONTH), 80),
                Arguments.of("absence, during: 30d", new Pattern.Absence(B, MONTH, A), 360));
    }

    /** What may be refunded, or rejected, is kept for 400 days; so is what the same rule counts besides. */
    static Stream<Arguments> rulesOfMoney() {
        Pattern.Event order = new Pattern.Event(List.of("order"), List.of());
        Pattern.Event friend = new Pattern.Event(List.of("referral.qualified"), List.of());
        Pattern.Sum sum = new Pattern.Sum(order, "amount", 1_000_000, Window.LIFETIME);
        Pattern.Count visits = new Pattern.Count(A, 50, Window.LIFETIME, null);
        Pattern.Count friends = new Pattern.Count(friend, 20, Window.LIFETIME, null);
        return Stream.of(
                Arguments.of("sum of amount", null, sum, 800),
                Arguments.of("level of mrr", null, new Pattern.Level("mrr", 1_000_000, Span.ZERO), 800),
                Arguments.of("all of a sum and a count", null, new Pattern.All(List.of(sum, visits), MONTHS), 1_100),
                Arguments.of("count of friends", Reward.Subject.ADVOCATE, friends, 1_300));
    }

    private static int bytes(List<Ask> asks, List<Reward> rewards, SubjectKind kind) throws IOException {
        RuleBook book =
                RuleBook.of(List.of(Versions.version("p", 1, 0, Long.MAX_VALUE, asks, rewards)), Horizons.DEFAULT);
        var fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
        fold.accept(Change.add(did("signup", DAY, kind)));
        for (int i = 1; i <= TIMES; i++) {
            long day = (i + 1) * DAY;
            fold.accept(Change.add(did("a", day, kind)));
            fold.accept(Change.add(did("order", day + 1, kind)));
            fold.accept(Change.put(did("referral.qualified", day + 2, kind)));
        }
        fold.advance((TIMES + 3) * DAY);
        fold.compact((TIMES + 3) * DAY);
        return fold.passThroughBytes();
    }

    private static SubjectEvent did(String name, long time, SubjectKind kind) {
        String id = name + time;
        boolean fact = name.startsWith("referral.");
        boolean order = name.equals("order");
        return new SubjectEvent(
                name,
                time,
                id,
                time,
                id,
                !fact,
                true,
                kind.bit(),
                fact ? "p" : null,
                order ? "USD" : null,
                order ? 1_999L : null,
                order ? 999L : null,
                order ? null : (Long) 1_000_000L,
                fact ? List.of("referral-" + time) : List.of(),
                order ? Map.of("order_id", "o-" + time) : Map.of("color", "of " + time / DAY));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleTakesNoMoreThanItsShareOfAUser(String name, Pattern pattern, int most) throws IOException {
        measure(name, List.of(ask(pattern)), List.of(), SubjectKind.USER, most);
    }

    @ParameterizedTest
    @MethodSource("rulesOfMoney")
    void aRuleOfMoneyTakesNoMoreThanItsShare(String name, Reward.Subject per, Pattern pattern, int most)
            throws IOException {
        if (per == null) {
            measure(name, List.of(ask(pattern)), List.of(), SubjectKind.USER, most);
        } else {
            Effect effect = new Effect(
                    Effect.Side.ADVOCATE,
                    Effect.Kind.CASH,
                    new Amount.Constant(1_000),
                    null,
                    Span.ZERO,
                    null,
                    null,
                    null,
                    Set.of(),
                    List.of());
            Reward reward = new Reward("m", pattern, per, new Reward.Fire.Once(List.of(effect)));
            measure(name, List.of(), List.of(reward), SubjectKind.of(per), most);
        }
    }

    private static Ask ask(Pattern pattern) {
        return new Ask("m", null, pattern, "in_app", "t", new Ask.Guards(List.of()), null);
    }

    private static void measure(String name, List<Ask> asks, List<Reward> rewards, SubjectKind kind, int most)
            throws IOException {
        int without = bytes(List.of(), List.of(), kind);
        int with = bytes(asks, rewards, kind);
        System.out.printf("%s: %d bytes of a user%n", name, with - without);
        assertThat(with - without).as(name).isBetween(0, most);
    }
}
