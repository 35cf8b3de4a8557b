package dev.milepost.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
}
