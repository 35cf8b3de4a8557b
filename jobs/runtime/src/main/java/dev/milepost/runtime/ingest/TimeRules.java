package dev.milepost.runtime.ingest;

import dev.milepost.runtime.settings.Durations;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;

/**
 * Which records come too late or from the future: functions of the record alone, never of a watermark, so that every
 * run of the same records decides alike.
 *
 * @param latenessMillis how long after its event time a record may be received
 * @param futureMillis how far its event time may be ahead of its receipt
 */
public record TimeRules(long latenessMillis, long futureMillis) {

    public static TimeRules of(Settings settings) {
        return new TimeRules(
                settings.get(IngestSettings.LATENESS).toMillis(),
                settings.get(IngestSettings.FUTURE).toMillis());
    }

    /**
     * Judges a record; a record exactly at a bound is accepted.
     *
     * @throws RecordException {@code late} or {@code future}
     */
    public void check(long eventTimeMillis, long receivedAtMillis) throws RecordException {
        long ageMillis = receivedAtMillis - eventTimeMillis;
        if (ageMillis > latenessMillis) {
            throw refused(Reasons.LATE, eventTimeMillis, receivedAtMillis, ageMillis, "after it", latenessMillis);
        }
        if (-ageMillis > futureMillis) {
            throw refused(Reasons.FUTURE, eventTimeMillis, receivedAtMillis, -ageMillis, "before it", futureMillis);
        }
    }

    private static RecordException refused(
            String reason, long eventTime, long receivedAt, long difference, String side, long allowed) {
        return new RecordException(
                reason,
                "event_time " + Instant.ofEpochMilli(eventTime) + " was received " + text(difference) + " " + side
                        + ", at " + Instant.ofEpochMilli(receivedAt) + "; allowed are " + text(allowed));
    }

    private static String text(long millis) {
        return Durations.spelled(Duration.ofMillis(millis));
    }
}
