package dev.milepost.runtime.ingest;

import dev.milepost.runtime.settings.Settings;
import java.io.Serializable;

/**
 * Where time ends. A live run has no end. A bounded run ends at its horizon, although Flink sends the watermark
 * {@link Long#MAX_VALUE} at the end of bounded input, which would end every hold and repeat every repetition for ever.
 * So every operator with timers passes watermarks through {@link #clamp}, and asks {@link #reaches} before it fires one.
 *
 * @param millis the last instant whose timers fire; {@link Long#MAX_VALUE} where there is no end
 */
public record Horizon(long millis) implements Serializable {

    /** The horizon of a run: {@link IngestSettings#HORIZON_MILLIS}. */
    public static Horizon of(Settings settings) {
        return new Horizon(settings.get(IngestSettings.HORIZON_MILLIS));
    }

    /** Whether a timer at this event time fires; later ones never do. */
    public boolean reaches(long timerMillis) {
        return timerMillis <= millis;
    }

    /** The watermark as a bounded run means it: no later than the horizon. */
    public long clamp(long watermark) {
        return Math.min(watermark, millis);
    }
}
