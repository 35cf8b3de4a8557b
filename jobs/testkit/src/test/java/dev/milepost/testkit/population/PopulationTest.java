package dev.milepost.testkit.population;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.Click;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.programs.Programs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PopulationTest {

    private static final AttributionOracle ORACLE = new AttributionOracle(Programs.all());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("milepost.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySeedHoldsEveryCaseAtLeastTwentyTimes(long seed) {
        Population population = Population.of(seed, PopulationPlan.standard());
        Answer answer = ORACLE.answer(population.records());
        assertThat(population.records()).hasSizeGreaterThan(2_000);
        Map<String, Long> census = Census.of(population, answer);
        assertThat(census)
                .hasSizeGreaterThan(50)
                .allSatisfy((name, count) -> assertThat(count).as(name).isGreaterThanOrEqualTo(20));
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
    void noAnswerOfTheOracleDependsOnTheOrderOfDelivery() {
        Population population = Population.of(8, PopulationPlan.standard());
        Answer answer = ORACLE.answer(population.records());
        assertThat(ORACLE.answer(population.inReceivedOrder())).isEqualTo(answer);
        assertThat(ORACLE.answer(population.shuffledWithin(Duration.ofHours(24), 3)))
                .isEqualTo(answer);
        assertThat(ORACLE.answer(population.withDuplicates(0.3, 3).records()).rows())
                .isEqualTo(answer.rows());
    }

    @Test
    void packedPopulationsDoNotMeet() {
        List<Population> populations = IntStream.rangeClosed(1, 3)
                .mapToObj(seed -> Population.of(seed, PopulationPlan.small()))
                .toList();
        List<SpecificRecord> apart = populations.stream()
                .flatMap(population -> ORACLE.answer(population.records()).rows().stream())
                .toList();
        Population packed = Population.packed(populations);
        assertThat(packed.seeds()).containsExactly(1L, 2L, 3L);
        assertThat(Differences.between(apart, ORACLE.answer(packed.records()).rows())
                        .all())
                .isEmpty();
    }

    @Test
    void aShuffledDeliveryBringsNothingMoreThanTheBoundLate() {
        Duration bound = Duration.ofSeconds(90);
        List<TimedRecord> delivered =
                Population.of(9, PopulationPlan.standard()).shuffledWithin(bound, 4);
        Instant latest = Instant.MIN;
        long outOfOrder = 0;
        for (TimedRecord record : delivered) {
            if (latest.isAfter(record.eventTime())) {
                outOfOrder++;
                assertThat(Duration.between(record.eventTime(), latest)).isLessThanOrEqualTo(bound);
            } else {
                latest = record.eventTime();
            }
        }
        assertThat(outOfOrder).isGreaterThan(1_000);
    }

    @Test
    void duplicatesAreAddedAndPartitionsKeepTheOrderOfEachKey() {
        List<TimedRecord> log = Population.of(10, PopulationPlan.small()).inEventTimeOrder();
        List<TimedRecord> twice = Arrivals.withDuplicates(log, 1.0, 1);
        assertThat(twice).hasSize(2 * log.size());
        assertThat(counted(twice))
                .allSatisfy((record, count) -> assertThat(count % 2).isZero());
        List<List<TimedRecord>> parts = Population.partitioned(log, 3);
        assertThat(parts.stream().mapToInt(List::size).sum()).isEqualTo(log.size());
        List<TimedRecord> again = new ArrayList<>(
                Arrivals.inEventTimeOrder(parts.stream().flatMap(List::stream).toList()));
        assertThat(counted(again)).isEqualTo(counted(log));
        assertThat(parts).allSatisfy(part -> assertThat(part).isEqualTo(Arrivals.inEventTimeOrder(part)));
    }

    private static Map<TimedRecord, Long> counted(List<TimedRecord> log) {
        return log.stream().collect(Collectors.groupingBy(record -> record, Collectors.counting()));
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
