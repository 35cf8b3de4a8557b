package dev.milepost.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.testkit.population.TimedRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What an ask hears of, by the programs there are. */
class AsksTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static String text(String program, int version, int day, String guards) {
        return """
                program: %s
                version: %d
                valid_from: %s
                asks:
                  - id: done
                    on: {event: done}
                    channel: email
                    template: done
                    guards: %s
                """.formatted(program, version, day(day), guards);
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static TimedRecord verdict(String referral, int day, String score) {
        return received(FraudVerdict.newBuilder()
                .setEventId("v" + referral + day)
                .setEventTime(day(day))
                .setVerdictId("v" + referral + day)
                .setReferralId(referral)
                .setProgramId("elsewhere")
                .setAdvocateId("ana")
                .setRefereeId(referral)
                .setScore(new BigDecimal(score))
                .setCodes(List.of())
                .build());
    }

    private static TimedRecord done(int day) {
        return received(Click.newBuilder()
                .setEventId("e" + day)
                .setEventTime(day(day))
                .setAnonymousId("phone")
                .setUserId("ana")
                .setName("done")
                .setProperties(Map.of())
                .build());
    }

    private static TimedRecord received(SpecificRecord event) {
        return TimedRecord.received(event, Duration.ZERO);
    }

    private static List<String> risks(String program, String... texts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String text : texts) {
            files.put("file" + files.size() + ".yaml", text);
        }
        List<TimedRecord> log = new ArrayList<>(List.of(
                verdict("r1", 4, "0.900000"),
                done(5),
                verdict("r2", 14, "0.700000"),
                done(15),
                verdict("r2", 20, "0.300000"),
                done(25)));
        return new ProgramOracle(ProgramFiles.parse(files).versions(), day(60))
                .answer(log).rows().stream()
                        .flatMap(row -> row instanceof AskRow ask ? Stream.of(ask) : Stream.empty())
                        .filter(ask -> ask.getProgramId().equals(program))
                        .sorted((one, other) -> one.getDecidedAt().compareTo(other.getDecidedAt()))
                        .map(ask ->
                                ask.getDecision() + " " + ask.getGuardValues().get("risk_at_most"))
                        .toList();
    }

    @Test
    void anAskHearsOfVerdictsFromWhenOnItsOwnProgramAsksForThem() {
        String late = text("late", 1, 10, "{risk_at_most: 0.6}");
        List<String> expected = List.of("not_asked 0.700000", "asked 0.300000");
        assertThat(risks("late", late)).isEqualTo(expected);

        String first = text("first", 1, 1, "{risk_at_most: 0.6}");
        assertThat(risks("late", first, late)).isEqualTo(expected);
        assertThat(risks("first", first, late))
                .containsExactly("not_asked 0.900000", "not_asked 0.900000", "not_asked 0.900000");
    }

    @Test
    void itHearsOfThoseSinceAnEarlierVersionAskedForThem() {
        String first = text("spring", 1, 1, "{}");
        String second = text("spring", 2, 12, "{risk_at_most: 0.6}");
        String third = text("spring", 3, 18, "{risk_at_most: 0.2}");
        assertThat(risks("spring", first, second, third))
                .containsExactly("asked null", "not_asked 0.700000", "not_asked 0.300000");
    }
}
