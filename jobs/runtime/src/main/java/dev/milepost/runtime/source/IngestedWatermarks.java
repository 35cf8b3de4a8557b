package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.settings.Settings;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of one split: the greatest min(event_time, received_at) so far − out-of-orderness − 1 ms, as Flink means
 * watermarks (no event at or before it is still to come). So a producer's clock that is ahead drags nothing. Dead
 * letters advance nothing.
 */
public final class IngestedWatermarks implements WatermarkGenerator<Ingested> {

    private final long outOfOrdernessMillis;
    private long greatestMillis = Long.MIN_VALUE;

    IngestedWatermarks(long outOfOrdernessMillis) {
        this.outOfOrdernessMillis = outOfOrdernessMillis;
    }

    /** Watermarks without idleness; elements carry their event time as timestamp. */
    public static WatermarkStrategy<Ingested> strategy(Settings settings) {
        long outOfOrderness = settings.get(IngestSettings.OUT_OF_ORDERNESS).toMillis();
        return WatermarkStrategy.<Ingested>forGenerator(context -> new IngestedWatermarks(outOfOrderness))
                .withTimestampAssigner((ingested, recordTimestamp) -> timestamp(ingested));
    }

    /** A dead letter has no place in event time: it carries when it was received, for whoever looks. What is suppressed has none. */
    static long timestamp(Ingested ingested) {
        if (ingested.suppressed() != null) {
            return 0;
        }
        return ingested.event() != null
                ? ingested.event().eventTimeMillis()
                : ingested.deadLetter().getReceivedAt().toEpochMilli();
    }

    @Override
    public void onEvent(Ingested ingested, long timestamp, WatermarkOutput output) {
        Event event = ingested.event();
        if (event != null) {
            greatestMillis = Math.max(greatestMillis, Math.min(event.eventTimeMillis(), event.receivedAtMillis()));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (greatestMillis != Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(greatestMillis - outOfOrdernessMillis - 1));
        }
    }
}
