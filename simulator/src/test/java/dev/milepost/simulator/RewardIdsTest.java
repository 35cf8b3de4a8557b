package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RewardIdsTest {

    /** From the author's own implementation. */
    @Test
    void theHashIsMurmur3OfItsAuthor() {
        assertThat(hash("")).isEqualTo("00000000000000000000000000000000");
        assertThat(hash("hello")).isEqualTo("cbd8a7b341bd9b025b1e906a48ae1d19");
        assertThat(hash("The quick brown fox jumps over the lazy dog")).isEqualTo("e34bbc7bbc071b6c7a433ca9c49a9347");
    }

    @Test
    void whereAPartEndsMakesADifference() {
        assertThat(RewardIds.of("a", "bc", "d", "e", "f", "0"))
                .hasSize(32)
                .isNotEqualTo(RewardIds.of("ab", "c", "d", "e", "f", "0"));
    }

    private static String hash(String text) {
        return RewardIds.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
