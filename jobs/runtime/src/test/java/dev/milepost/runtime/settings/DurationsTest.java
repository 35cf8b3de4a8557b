package dev.milepost.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

    @ParameterizedTest
    @CsvSource({"500ms,500", "5s,5000", "30m,1800000", "24h,86400000", "30d,2592000000", "0s,0"})
    void readsWhatTheDocumentsWrite(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"90000,90s", "86400000,1d", "1500,1500ms", "7200000,2h", "0,0s"})
    void writesTheLargestUnitThatDivides(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "28239868561,326d 20h 24m 28s 561ms",
        "86400001,1d 1ms",
        "86400000,1d",
        "59999,59s 999ms",
        "7,7ms",
        "0,0s"
    })
    void spellsEveryUnitOut(long millis, String text) {
        assertThat(Durations.spelled(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "d", "1mo", "1y", "-1s", "1.5h", "30 m", "30M", "1h30m"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("is no duration");
    }

    @Test
    void refusesWhatOverflows() {
        assertThatThrownBy(() -> Durations.parse("999999999999999999d")).hasMessageContaining("longer than");
    }
}
