package dev.milepost.milestones.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.ask.AskState;
import dev.milepost.milestones.model.ask.ReferralRisk;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.fold.Change;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of verdicts, by what programs ask. */
class AskDeciderTest {

    private static final long FROM = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final AskDecider DECIDER = new AskDecider(86_400_000L, null);

    private static MilestoneRules rules(String guards) {
        return new MilestoneRules(ProgramFiles.parse(Map.of("spring.yaml", text("spring", 1, "2026-01-01", guards))));
    }

    private static String text(String program, int version, String day, String guards) {
        return """
                program: %s
                version: %d
                valid_from: %sT00:00:00Z
                asks:
                  - id: done
                    on: {event: done}
                    channel: email
                    template: done
                    guards: %s
                """.formatted(program, version, day, guards);
    }

    private static boolean isRemembered(MilestoneRules rules, long timeMillis) {
        return isRemembered(rules, timeMillis, timeMillis);
    }

    private static boolean isRemembered(MilestoneRules rules, long timeMillis, long ruledMillis) {
        AskState state = DECIDER.empty();
        AskNews news = new AskNews("ana", new ReferralRisk("r", timeMillis, "v", 1));
        DECIDER.take(state, "ana", Change.put(news), Long.MIN_VALUE, ruledMillis, rules);
        return !DECIDER.isEmpty(state);
    }

    @Test
    void verdictsAreRememberedFromWhenOnAProgramAsksForThem() {
        MilestoneRules nobodyAsks = rules("{cooldown: 30d}");
        assertThat(isRemembered(nobodyAsks, FROM)).isFalse();
        MilestoneRules asks = rules("{cooldown: 30d, risk_at_most: 0.6}");
        assertThat(isRemembered(asks, FROM - 1)).isFalse();
        assertThat(isRemembered(asks, FROM)).isTrue();
    }

    @Test
    void oneThatIsTakenAheadOfTheProgramsOfItsTimeIsRememberedForThem() {
        MilestoneRules nobodyAsks = rules("{cooldown: 30d}");
        assertThat(isRemembered(nobodyAsks, FROM, FROM - 1)).isTrue();
        assertThat(isRemembered(nobodyAsks, FROM, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void theyAreRememberedFromTheFirstOfAllProgramsAndHeardOfByEachFromItsOwn() {
        Map<String, String> texts = Map.of(
                "spring.yaml", text("spring", 1, "2026-01-01", "{risk_at_most: 0.6}"),
                "autumn.yaml", text("autumn", 1, "2025-12-01", "{cooldown: 30d}"),
                "autumn-2.yaml", text("autumn", 2, "2026-02-01", "{risk_at_most: 0.6}"),
                "autumn-3.yaml", text("autumn", 3, "2026-03-01", "{cooldown: 30d}"),
                "autumn-4.yaml", text("autumn", 4, "2026-04-01", "{risk_at_most: 0.5}"),
                "winter.yaml", text("winter", 1, "2025-12-01", "{cooldown: 30d}"));
        MilestoneRules rules = new MilestoneRules(ProgramFiles.parse(texts));
        assertThat(isRemembered(rules, FROM - 1)).isFalse();
        assertThat(isRemembered(rules, FROM)).isTrue();
        assertThat(rules.riskAskedFromMillis("spring")).isEqualTo(FROM);
        assertThat(rules.riskAskedFromMillis("autumn"))
                .isEqualTo(Instant.parse("2026-02-01T00:00:00Z").toEpochMilli());
        assertThat(rules.riskAskedFromMillis("winter")).isEqualTo(Long.MAX_VALUE);
    }
}
