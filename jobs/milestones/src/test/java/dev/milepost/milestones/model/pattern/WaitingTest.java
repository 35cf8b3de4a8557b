package dev.milepost.milestones.model.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.Pattern;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For how long a referee's events wait for a binding. */
class WaitingTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final RuleBook BOOK = new RuleBook(
            List.of(new Rule(
                    new RuleId("p", "m", 0),
                    SubjectKind.REFERRAL,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    PatternCompiler.compile(new Pattern.Event(List.of("done"), List.of()), ZoneOffset.UTC, "USD"),
                    List.of(new Rule.InForce(0, 1, List.of())),
                    Set.of(),
                    Horizons.DEFAULT)),
            Horizons.DEFAULT);

    private static SubjectEvent event(String name, long hour) {
        long time = hour * HOUR;
        return new SubjectEvent(
                name,
                time,
                name + hour,
                time,
                name + hour,
                true,
                true,
                SubjectKind.REFERRAL.bit(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Map.of());
    }

    @Test
    void whoSignsUpAgainAndAgainIsWaitedForNoLongerThanADay() {
        Waiting waiting = Waiting.NONE.with(event("done", 0), BOOK);
        assertThat(waiting.isEmpty()).as("nobody has signed up").isTrue();
        for (long hour = 1; hour <= 1_000; hour++) {
            waiting = waiting.expire(hour * HOUR, Horizons.DEFAULT)
                    .with(event(hour % 10 == 1 ? "signup" : "done", hour), BOOK);
            assertThat(waiting.events().size()).isLessThanOrEqualTo(24);
        }
        Waiting twice = Waiting.NONE
                .with(event("signup", 1), BOOK)
                .with(event("done", 2), BOOK)
                .with(event("signup", 20), BOOK);
        assertThat(twice.nextExpiry(Horizons.DEFAULT)).isEqualTo(HOUR + DAY);
        assertThat(twice.expire(HOUR + DAY - 1, Horizons.DEFAULT)).isEqualTo(twice);
        assertThat(twice.expire(HOUR + DAY, Horizons.DEFAULT).isEmpty()).isTrue();
    }
}
