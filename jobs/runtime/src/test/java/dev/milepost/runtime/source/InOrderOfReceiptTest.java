package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.ClockTick;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Out-of-orderness is 5 s. */
final class InOrderOfReceiptTest {

    private static final long NOON = 1_767_268_800_000L;

    @Test
    void whatComesInTimeCountsAtItsTimeAndNoWatermarkIsHurried() throws Exception {
        try (var harness = operator(Long.MAX_VALUE)) {
            see(harness, NOON, NOON + 100);
            see(harness, NOON - 4_800, NOON + 200);
            see(harness, NOON + 60_000, NOON + 300);
            assertThat(told(harness)).containsExactly("at " + NOON, "at " + (NOON - 4_800), "at " + (NOON + 60_000));
        }
    }

    @Test
    void whatCameLateIsPrecededByTheWatermarkOfItsReceiptAndCountsThen() throws Exception {
        try (var harness = operator(Long.MAX_VALUE)) {
            see(harness, NOON, NOON);
            see(harness, NOON - 3_600_000, NOON + 10_000);
            see(harness, NOON - 60_000, NOON + 10_000);
            see(harness, NOON + 10_000, NOON + 10_000);
            see(harness, NOON + 10_000, NOON + 10_001);
            see(harness, NOON + 10_000, NOON + 10_002);
            assertThat(told(harness))
                    .containsExactly(
                            "at " + NOON,
                            "watermark " + (NOON + 4_999),
                            "at " + (NOON + 5_000),
                            "at " + (NOON + 5_000),
                            "at " + (NOON + 10_000),
                            "watermark " + (NOON + 5_000),
                            "at " + (NOON + 10_000),
                            "at " + (NOON + 10_000));
        }
    }

    @Test
    void nothingCountsAfterTheHorizonOfARun() throws Exception {
        try (var harness = operator(NOON)) {
            see(harness, NOON - 1_000, NOON + 3_600_000);
            assertThat(told(harness)).containsExactly("watermark " + (NOON + 3_594_999), "at " + NOON);
        }
    }

    @Test
    void watermarksGoOutNowAndThenAndAtTheEnd() throws Exception {
        try (var harness = operator(Long.MAX_VALUE)) {
            see(harness, NOON, NOON + 100);
            harness.setProcessingTime(1_000);
            harness.setProcessingTime(2_000);
            see(harness, NOON, NOON + 101);
            harness.setProcessingTime(3_000);
            harness.processWatermark(new Watermark(NOON + 999));
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(told(harness))
                    .containsExactly(
                            "at " + NOON,
                            "watermark " + (NOON - 4_901),
                            "at " + NOON,
                            "watermark " + (NOON - 4_900),
                            "watermark " + Long.MAX_VALUE);
        }
    }

    @Test
    void aRunTooShortForAWatermarkSaysHowFarItCame() throws Exception {
        try (var harness = operator(Long.MAX_VALUE)) {
            see(harness, NOON, NOON + 100);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(told(harness))
                    .containsExactly("at " + NOON, "watermark " + (NOON - 4_901), "watermark " + Long.MAX_VALUE);
        }
    }

    private static OneInputStreamOperatorTestHarness<Ingested, Ingested> operator(long horizonMillis) throws Exception {
        OneInputStreamOperatorTestHarness<Ingested, Ingested> harness = new OneInputStreamOperatorTestHarness<>(
                new InOrderOfReceipt(Settings.defaults().with(IngestSettings.HORIZON_MILLIS, horizonMillis)),
                IngestedCodec.TYPE_INFO.createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.setup(IngestedCodec.TYPE_INFO.createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.open();
        return harness;
    }

    private static void see(
            OneInputStreamOperatorTestHarness<Ingested, Ingested> harness, long eventTime, long receivedAt)
            throws Exception {
        ClockTick payload = new ClockTick("t", Instant.ofEpochMilli(eventTime));
        harness.processElement(new StreamRecord<>(Ingested.accepted(
                new Event("clock", "", "t", eventTime, receivedAt, 0, new Origin("clock", 0, 1), payload))));
    }

    private static List<String> told(OneInputStreamOperatorTestHarness<Ingested, Ingested> harness) {
        return harness.getOutput().stream()
                .map(each -> each instanceof Watermark mark
                        ? "watermark " + mark.getTimestamp()
                        : "at " + ((StreamRecord<?>) each).getTimestamp())
                .toList();
    }
}
