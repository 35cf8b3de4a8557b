package dev.milepost.milestones.model.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void theHashIsThePublishedOne() {
        assertThat(hex("")).isEqualTo("00000000000000000000000000000000");
        assertThat(hex("hello")).isEqualTo("cbd8a7b341bd9b025b1e906a48ae1d19");
        assertThat(hex("The quick brown fox jumps over the lazy dog")).isEqualTo("e34bbc7bbc071b6c7a433ca9c49a9347");
    }

    private static String hex(String text) {
        long[] hash = MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%016x%016x", hash[0], hash[1]);
    }

    @Test
    void partsAreKeptApart() {
        assertThat(Ids.of("ab", "c"))
                .hasSize(32)
                .isNotEqualTo(Ids.of("a", "bc"))
                .isNotEqualTo(Ids.of("abc"));
        assertThat(Ids.of("ключ", "")).isEqualTo(Ids.of("ключ", "")).isNotEqualTo(Ids.of("ключ"));
        assertThat(Ids.of()).isEqualTo(hex(""));
    }

    @Test
    void aPointIsTheTopOfTheFirstHalf() {
        long first = MurmurHash3.hash128x64("s1:ana".getBytes(StandardCharsets.UTF_8))[0];
        assertThat(Ids.point("s1", "ana")).isEqualTo(first >>> 11).isBetween(0L, (1L << 53) - 1);
    }
}
