package dev.milepost.milestones.model.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.time.Usage.Counted;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final long HOUR = 3_600_000L;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Counted of(long sum) {
        return new Counted(1, sum);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void sumsOverDaysAreThoseOfTheirGrants() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Usage usage = new Usage();
            Map<Long, Long> plain = new TreeMap<>();
            for (int i = 0; i < 60; i++) {
                long time = random.nextInt(20 * 24) * HOUR - 5 * 24 * HOUR + (random.nextInt(3) - 1);
                usage.add(time, of(i));
                plain.merge(time, (long) i, Long::sum);
            }
            for (int i = 0; i < 60; i++) {
                long end = random.nextInt(20 * 24) * HOUR - 5 * 24 * HOUR;
                long length = 1 + random.nextInt(12 * 24) * HOUR;
                long expected = plain.entrySet().stream()
                        .filter(e -> e.getKey() > end - length && e.getKey() <= end)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                assertThat(usage.counted(end, new Window.Rolling(Span.ofMillis(length)), BERLIN)
                                .sum())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void calendarUnitsAreThoseOfTheZone() {
        Usage usage = new Usage();
        usage.add(millis("2025-12-31T22:59:59.999Z"), of(1));
        usage.add(millis("2025-12-31T23:00:00Z"), of(10));
        usage.add(millis("2026-03-31T21:59:59.999Z"), of(100));
        usage.add(millis("2026-03-31T22:00:00Z"), of(1_000));
        long march = millis("2026-03-31T12:00:00Z");
        assertThat(usage.counted(march, new Window.Calendar(CalendarUnit.QUARTER), BERLIN))
                .isEqualTo(new Counted(2, 110));
        assertThat(usage.counted(march, new Window.Calendar(CalendarUnit.YEAR), BERLIN))
                .isEqualTo(new Counted(3, 1_110));
        assertThat(usage.counted(march, new Window.Calendar(CalendarUnit.WEEK), BERLIN))
                .isEqualTo(new Counted(2, 1_100));
        assertThat(usage.counted(march, new Window.Calendar(CalendarUnit.DAY), BERLIN))
                .isEqualTo(new Counted(1, 100));
    }

    @Test
    void whatComesLateMustFitTheWindowsThatEndLater() {
        Usage usage = new Usage();
        Window twoHours = new Window.Rolling(Span.ofMillis(2 * HOUR));
        usage.add(10 * HOUR, of(5));
        usage.add(11 * HOUR, of(5));
        assertThat(usage.admits(9 * HOUR, of(5), new Counted(2, 100), twoHours, BERLIN))
                .isTrue();
        assertThat(usage.admits(9 * HOUR + 1, of(5), new Counted(2, 100), twoHours, BERLIN))
                .isFalse();
        assertThat(usage.admits(9 * HOUR + 1, of(5), new Counted(3, 14), twoHours, BERLIN))
                .isFalse();
        assertThat(usage.admits(9 * HOUR + 1, of(5), new Counted(3, 15), twoHours, BERLIN))
                .isTrue();
    }

    @Test
    void whatIsForgottenStaysInTheSumOfALifetime() {
        Usage usage = new Usage();
        usage.add(HOUR, of(5));
        usage.add(100 * HOUR, of(7));
        usage.forgetBefore(50 * HOUR);
        assertThat(usage.counted(0, Window.LIFETIME, BERLIN)).isEqualTo(new Counted(2, 12));
        assertThat(usage.grants()).hasSize(1);
        usage.add(HOUR, Counted.NOTHING.minus(of(5)));
        usage.add(100 * HOUR, Counted.NOTHING.minus(of(7)));
        assertThat(usage.isEmpty()).isTrue();
    }
}
