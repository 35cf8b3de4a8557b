package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.4S, 0.4 s",
        "PT119S, 119 s",
        "PT3M20S, 3 min 20 s",
        "PT1H59M59S, 119 min 59 s",
        "PT2H, 2 h 0 min",
        "PT47H59M59S, 47 h 59 min",
        "PT76H30M, 3 d 4 h"
    })
    void aDurationHasItsTwoGreatestUnits(Duration duration, String text) {
        assertThat(Text.duration(duration)).isEqualTo(text);
    }

    @Test
    void aTimeIsWithoutMillisecondsThatAreNone() {
        assertThat(Text.moment("2026-03-01 10:00:00.000")).isEqualTo("2026-03-01 10:00:00");
        assertThat(Text.moment("2026-03-01 10:00:00.010")).isEqualTo("2026-03-01 10:00:00.010");
        assertThat(Text.moment("-")).isEqualTo("-");
    }
}
