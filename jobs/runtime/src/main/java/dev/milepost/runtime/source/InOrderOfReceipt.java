package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.settings.Settings;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives records that come in the order of their receipt the time at which they count, and the watermarks of a log that is read as
 * it was written: so a bounded run decides by what was known then, as a live one did.
 *
 * <p>A record that was received within the out-of-orderness counts at its event time. One that was received later counts at
 * {@code received_at − out-of-orderness}, where the watermark stood when it was received: that is its timestamp. The watermark of
 * that moment goes ahead of it, and what waits for event time ({@link dev.milepost.runtime.fold}) has it by the timestamp, not
 * sooner: what was due before is decided, and told, without it. What it changes is told by the next watermark, which goes ahead of
 * the next record that was received later. No record of a run counts after its horizon.
 *
 * <p>The watermark is {@code received_at − out-of-orderness − 1 ms} of the last record: what is received later counts later. Where
 * nothing is late it goes out now and then. No state: each late record brings its own along.
 */
final class InOrderOfReceipt extends AbstractStreamOperator<Ingested>
        implements OneInputStreamOperator<Ingested, Ingested>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    private final long outOfOrdernessMillis;
    private final long horizonMillis;

    private transient long receivedMillis;
    private transient long told;
    private transient boolean wasLate;
    private transient long intervalMillis;

    InOrderOfReceipt(Settings settings) {
        this.outOfOrdernessMillis =
                settings.get(IngestSettings.OUT_OF_ORDERNESS).toMillis();
        this.horizonMillis = settings.get(IngestSettings.HORIZON_MILLIS);
    }

    @Override
    public void open() throws Exception {
        super.open();
        receivedMillis = Long.MIN_VALUE;
        told = Long.MIN_VALUE;
        intervalMillis = getExecutionConfig().getAutoWatermarkInterval();
        again();
    }

    @Override
    public void processElement(StreamRecord<Ingested> element) {
        Ingested ingested = element.getValue();
        Event event = ingested.event();
        if (event == null) {
            output.collect(element.replace(ingested, IngestedWatermarks.timestamp(ingested)));
            return;
        }
        boolean isNext = event.receivedAtMillis() > receivedMillis;
        receivedMillis = Math.max(receivedMillis, event.receivedAtMillis());
        long late = event.receivedAtMillis() - outOfOrdernessMillis;
        boolean isLate = event.eventTimeMillis() < late;
        if (isLate || (isNext && wasLate)) {
            tell();
        }
        wasLate = isLate || (wasLate && !isNext);
        long counts =
                Math.min(Math.max(event.eventTimeMillis(), late), Math.max(event.eventTimeMillis(), horizonMillis));
        output.collect(element.replace(ingested, counts));
    }

    /** The source's own say nothing but that it has ended: before that is said how far it came, however short it was. */
    @Override
    public void processWatermark(Watermark mark) {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            tell();
            output.emitWatermark(mark);
        }
    }

    @Override
    public void onProcessingTime(long timestamp) {
        tell();
        again();
    }

    /** A timer that fails fails the task. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void again() {
        getProcessingTimeService()
                .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + intervalMillis, this);
    }

    private void tell() {
        if (receivedMillis == Long.MIN_VALUE) {
            return;
        }
        long watermark = receivedMillis - outOfOrdernessMillis - 1;
        if (watermark > told) {
            told = watermark;
            output.emitWatermark(new Watermark(watermark));
        }
    }
}
