package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadTextsTest {

    private static final String GOOD = """
            program: read-once
            version: 1
            valid_from: 2026-01-01T00:00:00Z
            """;

    private static ProgramVersion read(String name, String text) {
        return ProgramFiles.parse(Map.of(name, text)).versions().get(0);
    }

    @Test
    void aTextIsReadOnceUnderOneName() {
        assertThat(read("a.yaml", GOOD))
                .isSameAs(read("a.yaml", GOOD))
                .isEqualTo(read("b.yaml", GOOD))
                .isNotSameAs(read("b.yaml", GOOD.replace("version: 1", "version: 2")));
    }

    @Test
    void whatIsWrongIsSaidEachTime() {
        String bad = GOOD.replace("version: 1", "version: none");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> read("a.yaml", bad)).hasMessageContaining("a.yaml:2:");
        }
    }

    @Test
    void twoThatAreEachInOrderMayDisagree() {
        Map<String, String> texts = Map.of("a.yaml", GOOD, "b.yaml", GOOD);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ProgramFiles.parse(texts)).hasMessageContaining("read-once@1 is also in");
        }
    }
}
