package dev.milepost.testkit.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.Click;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.programs.Programs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class PopulationTest {

    private static final AttributionOracle ORACLE = new AttributionOracle(Programs.all());

    private static List<TimedRecord> records(long seed, PopulationPlan plan) {
        return Population.of(seed, plan).records();
    }

    @Test
    void everyRecordIsAcceptedADuplicateOrADeadLetter() {
        Population population = Population.of(11, PopulationPlan.standard());
        Answer answer = ORACLE.answer(population.records());
        Map<String, Long> dead = answer.deadLettersByReason();
        assertThat(answer.accepted() + answer.duplicates() + dead.get("late") + dead.get("future"))
                .isEqualTo(population.records().size());
        assertThat(dead).doesNotContainKey("conflicting_duplicate");
    }

    @Test
    void aSeedAlwaysGivesTheSameRecordsAndAnotherSeedOthers() {
        assertThat(Population.of(5, PopulationPlan.small()).records())
                .isEqualTo(Population.of(5, PopulationPlan.small()).records());
        assertThat(Population.of(6, PopulationPlan.small()).records())
                .isNotEqualTo(Population.of(5, PopulationPlan.small()).records());
    }

    @Test
    void anEventIdNamesOneEventOfItsStreamAndKey() {
        Map<List<String>, Object> events = new HashMap<>();
        for (TimedRecord record : Population.of(7, PopulationPlan.standard()).records()) {
            assertThat(events.putIfAbsent(List.of(record.stream(), record.key(), record.eventId()), record.record()))
                    .isIn(null, record.record());
        }
    }

    @Test
    void anOriginNamesOneRecord() {
        assertThat(records(7, PopulationPlan.standard()))
                .extracting(TimedRecord::origin)
                .doesNotHaveDuplicates()
                .contains(RecordOrigin.line("s7-log", 1));
    }

    @Test
    void packedPopulationsDoNotMeet() {
        List<TimedRecord> packed = new ArrayList<>();
        List<SpecificRecord> apart = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            List<TimedRecord> records = records(seed, PopulationPlan.small());
            packed.addAll(records);
            apart.addAll(ORACLE.answer(records).rows());
        }
        assertThat(Differences.between(apart, ORACLE.answer(packed).rows()).all())
                .isEmpty();
    }

    @Test
    void allNamesCarryTheSeed() {
        assertThat(Population.of(42, PopulationPlan.small()).records())
                .allSatisfy(record -> assertThat(Stream.of(
                                        "event_id",
                                        "user_id",
                                        "anonymous_id",
                                        "order_id",
                                        "refund_id",
                                        "session_id",
                                        "email_hash",
                                        "campaign",
                                        "referral_code")
                                .map(record::text)
                                .filter(name -> name != null))
                        .allMatch(name -> name.startsWith("s42-")))
                .anyMatch(record -> record.record() instanceof Click);
    }
}
