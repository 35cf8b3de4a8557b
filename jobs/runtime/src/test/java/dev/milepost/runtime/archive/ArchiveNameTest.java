package dev.milepost.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "purchases-p0-0-0.avro",
                "purchases-refused-p12-1200-1499.avro",
                "user_attributes-p3-0-999999999999999999.avro"
            })
    void aNameSaysWhatTheFileHolds(String name) {
        assertThat(ArchiveName.parse(name)).get().hasToString(name);
    }

    @Test
    void eachPartOfANameHasItsMeaning() {
        assertThat(ArchiveName.parse("purchases-refused-p12-1200-1499.avro"))
                .contains(new ArchiveName("purchases", true, 12, 1200, 1499));
        assertThat(ArchiveName.parse("purchases-p0-0-7.avro")).contains(new ArchiveName("purchases", false, 0, 0, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "purchases-p0-0-0.avro.gz",
                "purchases-p0-0.avro",
                "purchases-p-1-0-0.avro",
                "purchases-p0-0-9999999999999999999.avro",
                "purchases-2026-p0-0-0.avro",
                "orders-p0-0-0.avro",
                ".sealed-purchases-p0-0-0.avro.7e",
                "purchases.jsonl"
            })
    void whatIsNoArchivesNameIsNone(String name) {
        assertThat(ArchiveName.parse(name)).isEmpty();
    }

    @Test
    void aNameCoversTheOffsetsWithinItOfItsOwnSeries() {
        ArchiveName name = new ArchiveName("purchases", false, 0, 10, 19);

        assertThat(name.covers(name)).isTrue();
        assertThat(name.covers(new ArchiveName("purchases", false, 0, 12, 15))).isTrue();
        assertThat(name.covers(new ArchiveName("purchases", false, 0, 9, 15))).isFalse();
        assertThat(name.covers(new ArchiveName("purchases", false, 0, 15, 20))).isFalse();
        assertThat(name.covers(new ArchiveName("purchases", false, 1, 12, 15))).isFalse();
        assertThat(name.covers(new ArchiveName("purchases", true, 0, 12, 15))).isFalse();
        assertThat(name.covers(new ArchiveName("signups", false, 0, 12, 15))).isFalse();
    }

    @Test
    void ofAMergeAndItsPartsOnlyTheMergeCounts() {
        ArchiveName merged = new ArchiveName("purchases", false, 0, 0, 19);
        ArchiveName refused = new ArchiveName("purchases", true, 0, 0, 9);
        ArchiveName next = new ArchiveName("purchases", false, 0, 20, 29);
        ArchiveName part = new ArchiveName("purchases", false, 0, 10, 19);

        assertThat(ArchiveName.uncovered(List.of(part, merged, refused, next))).containsExactly(merged, refused, next);
    }

    @Test
    void whatIsUncoveredIsWhatNoOtherCoversWhateverTheOrder() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            List<ArchiveName> names = new ArrayList<>(Stream.generate(() -> any(random))
                    .limit(1 + random.nextInt(12))
                    .distinct()
                    .toList());
            Collections.shuffle(names, random);

            assertThat(ArchiveName.uncovered(names))
                    .as("of %s", names)
                    .containsExactlyElementsOf(names.stream()
                            .filter(name ->
                                    names.stream().noneMatch(other -> !other.equals(name) && other.covers(name)))
                            .toList());
        }
    }

    private static ArchiveName any(Random random) {
        long first = random.nextInt(6);
        return new ArchiveName(
                random.nextBoolean() ? "purchases" : "signups",
                random.nextInt(4) == 0,
                random.nextInt(2),
                first,
                first + random.nextInt(6));
    }

    /** Each held against each would be ninety thousand million comparisons. */
    @Test
    @Timeout(30)
    void manyNamesAreNoTrouble() {
        List<ArchiveName> names = LongStream.range(0, 300_000)
                .mapToObj(i -> new ArchiveName("purchases", false, 0, 10 * i, 10 * i + 9))
                .toList();

        assertThat(ArchiveName.uncovered(names)).hasSize(names.size());
    }
}
