package dev.milepost.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class VariantsTest {

    private static final List<Function<Variant, Object>> PROPERTIES = List.of(
            Variant::order,
            Variant::duplicates,
            Variant::partitions,
            Variant::parallelism,
            Variant::resumedAt,
            Variant::cadence);

    private static final List<Set<Object>> VALUES = List.of(
            Set.of((Object[]) DeliveryOrder.values()),
            Set.of(true, false),
            Set.of(1, 3),
            Set.of(1, 2, 4),
            Set.of(0, 1, 2, 4),
            Set.of((Object[]) Cadence.values()));

    @Test
    void anyTwoValuesOfTwoPropertiesMeet() {
        for (int i = 0; i < PROPERTIES.size(); i++) {
            for (int j = i + 1; j < PROPERTIES.size(); j++) {
                Set<List<Object>> wanted = new HashSet<>();
                for (Object one : VALUES.get(i)) {
                    VALUES.get(j).forEach(other -> wanted.add(List.of(one, other)));
                }
                Set<List<Object>> found = new HashSet<>();
                for (Variant variant : Variants.ALL) {
                    found.add(List.of(
                            PROPERTIES.get(i).apply(variant), PROPERTIES.get(j).apply(variant)));
                }
                assertThat(found).as("properties %d and %d", i, j).isEqualTo(wanted);
            }
        }
    }

    @Test
    void eachHasANumberAndANameOfItsOwn() {
        assertThat(Variants.ALL)
                .extracting(Variant::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(new TreeSet<>(Variants.ALL.stream().map(Variant::name).toList()))
                .hasSameSizeAs(Variants.ALL)
                .contains("variant 16: shuffled within 24 h, some twice, parallelism 1, killed and resumed at 4,"
                        + " watermark after every record");
    }
}
