package dev.milepost.milestones.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    private static int bytes(List<Ask> asks) throws IOException {
        RuleBook book =
                RuleBook.of(List.of(Versions.version("p", 1, 0, Long.MAX_VALUE, asks, List.of())), Horizons.DEFAULT);
        var fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
        fold.accept(Change.add(did("signup", DAY)));
        for (int i = 1; i <= TIMES; i++) {
            fold.accept(Change.add(did("a", (i + 1) * DAY)));
        }
        fold.advance((TIMES + 3) * DAY);
        fold.compact((TIMES + 3) * DAY);
        return fold.passThroughBytes();
    }

    private static SubjectEvent did(String name, long time) {
        String id = name + time;
        return new SubjectEvent(
                name,
                time,
                id,
                time,
                id,
                true,
                true,
                SubjectKind.USER.bit(),
                null,
                null,
                null,
                null,
                1_000_000L,
                List.of(),
                Map.of("color", "of " + time / DAY));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleTakesNoMoreThanItsShareOfAUser(String name, Pattern pattern, int most) throws IOException {
        int without = bytes(List.of());
        int with = bytes(List.of(new Ask("m", null, pattern, "in_app", "t", new Ask.Guards(List.of()), null)));
        System.out.printf("%s: %d bytes of a user%n", name, with - without);
        assertThat(with - without).as(name).isBetween(0, most);
    }
}
