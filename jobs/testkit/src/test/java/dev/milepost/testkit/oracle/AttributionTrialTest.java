package dev.milepost.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.harness.Delivery;
import dev.milepost.testkit.harness.OracleHarness;
import dev.milepost.testkit.harness.Pack;
import dev.milepost.testkit.harness.SeededLog;
import dev.milepost.testkit.harness.Variants;
import dev.milepost.testkit.programs.Programs;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AttributionTrialTest {

    private static final AttributionTrial TRIAL = new AttributionTrial();

    static List<Long> seeds() {
        return OracleHarness.seeds();
    }

    /** The pack refuses a seed with fewer than 20 of any case. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everySeedHoldsEveryCaseAtLeastTwentyTimes(long seed) {
        assertThat(Pack.of(TRIAL, List.of(seed)).records()).hasSizeGreaterThan(2_000);
    }

    @Test
    void theCasesAreThoseThatMoneyIsLostBy() {
        assertThat(TRIAL.log(8).cases())
                .hasSizeGreaterThan(50)
                .containsKeys(
                        "late, accepted",
                        "dead letter late",
                        "duplicates",
                        "refunded in part",
                        "refunded in full",
                        "touches before their link",
                        "refused self",
                        "bound by a code younger than the click");
    }

    @Test
    void noAnswerDependsOnTheOrderOfDeliveryOrOnDuplicates() {
        SeededLog log = TRIAL.log(8);
        AttributionOracle oracle = new AttributionOracle(Programs.all());
        List<SpecificRecord> answer = oracle.answer(log.records()).rows();
        Variants.ALL.stream()
                .filter(variant -> variant.partitions() == 1)
                .forEach(variant -> assertThat(oracle.answer(Delivery.of(variant, List.of(log)).partitions().stream()
                                        .flatMap(Collection::stream)
                                        .toList())
                                .rows())
                        .as(variant.name())
                        .isEqualTo(answer));
    }
}
