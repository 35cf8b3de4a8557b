package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Origin;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

final class IngestedWatermarksTest {

    private static final long NOON = 1_767_268_800_000L;

    private final IngestedWatermarks watermarks = new IngestedWatermarks(5_000);
    private final List<Long> emitted = new ArrayList<>();

    @Test
    void sayNothingBeforeTheFirstEvent() {
        emit();
        assertThat(emitted).isEmpty();
    }

    @Test
    void stayBehindTheGreatestTimeByTheOutOfOrderness() {
        see(NOON, NOON + 100);
        see(NOON - 3_000, NOON + 200);
        assertThat(emitted).containsExactly(NOON - 5_001, NOON - 5_001);
        see(NOON + 10_000, NOON + 10_100);
        assertThat(emitted).last().isEqualTo(NOON + 4_999);
    }

    @Test
    void aClockThatIsAheadDragsNothing() {
        see(NOON + 59_000, NOON);
        assertThat(emitted).containsExactly(NOON - 5_001);
    }

    @Test
    void deadLettersAdvanceNothing() {
        Ingested dead = Ingested.refused(
                DeadLetters.of("late", "", "purchases", new Origin("purchases", 0, 1), "", NOON, NOON, ""));
        watermarks.onEvent(dead, IngestedWatermarks.timestamp(dead), output());
        emit();
        assertThat(emitted).isEmpty();
        assertThat(IngestedWatermarks.timestamp(dead)).isEqualTo(NOON);
    }

    private void see(long eventTime, long receivedAt) {
        Ingested ingested = Ingested.accepted(
                new Event("purchases", "u", "e", eventTime, receivedAt, 0, new Origin("purchases", 0, 1), null));
        assertThat(IngestedWatermarks.timestamp(ingested)).isEqualTo(eventTime);
        watermarks.onEvent(ingested, eventTime, output());
        emit();
    }

    private void emit() {
        watermarks.onPeriodicEmit(output());
    }

    private WatermarkOutput output() {
        return new WatermarkOutput() {
            @Override
            public void emitWatermark(Watermark watermark) {
                emitted.add(watermark.getTimestamp());
            }

            @Override
            public void markIdle() {}

            @Override
            public void markActive() {}
        };
    }
}
