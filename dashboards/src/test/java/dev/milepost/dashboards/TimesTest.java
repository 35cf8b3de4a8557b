package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grafana's words for times, and how far apart it puts points. */
final class TimesTest {

    /** A Wednesday. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T10:30:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "now, 2026-07-01T10:30:00Z",
        "now-6h, 2026-07-01T04:30:00Z",
        "now-90d, 2026-04-02T10:30:00Z",
        "now-6M/M, 2026-01-01T00:00:00Z",
        "now/w, 2026-06-29T00:00:00Z",
        "now-1y/y, 2025-01-01T00:00:00Z",
        "1767225600000, 2026-01-01T00:00:00Z",
        "2026-03-04T05:06:07Z, 2026-03-04T05:06:07Z"
    })
    void aWordForTheBeginningIsThatMoment(String word, String moment) {
        assertThat(TimeRange.of(word, "now+1d", CLOCK).from()).isEqualTo(Instant.parse(moment));
    }

    @Test
    void aRoundedEndIsTheLastMillisecond() {
        assertThat(TimeRange.of("now-1M/M", "now/M", CLOCK).to()).isEqualTo(Instant.parse("2026-07-31T23:59:59.999Z"));
    }

    @ParameterizedTest
    @CsvSource({"yesterday, now", "now, now-1d", "2026-13-01T00:00:00Z, now"})
    void whatIsNoTimeOrGoesBackIsRefused(String from, String to) {
        assertThatThrownBy(() -> TimeRange.of(from, to, CLOCK)).isInstanceOf(InvalidDashboardException.class);
    }

    @ParameterizedTest
    @CsvSource({"PT6H, 200, PT2M", "P181D, 200, PT12H", "P181D, 90, P1D", "PT1S, 1000, PT0.001S", "P36500D, 10, P365D"})
    void pointsAreAStepApartThatPeopleKnow(Duration range, int points, Duration step) {
        Instant end = CLOCK.instant();
        TimeRange asked = new TimeRange(end.minus(range), end);

        assertThat(Selection.of(asked, Map.of(), points, Duration.ZERO).interval())
                .isEqualTo(step);
        assertThat(Selection.of(asked, Map.of(), points, Duration.ofDays(7)).interval())
                .isEqualTo(step.compareTo(Duration.ofDays(7)) < 0 ? Duration.ofDays(7) : step);
    }
}
