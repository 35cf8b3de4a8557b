package dev.milepost.runtime.fold;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * The output of a fold, which says of each fact from when on it counts. What rests on nothing late counts at once wherever it
 * comes: its timestamp is no later than the next watermark, so that nothing downstream waits for it to be due, be it told by a
 * timer, ahead of a barrier, or together with what comes after it. What came late has the timestamp that it came with.
 *
 * @param <O> the type of the main output
 */
final class Stamps<O> implements Output<StreamRecord<O>> {

    private final Output<StreamRecord<O>> output;
    private long nextMillis;
    private boolean late;

    Stamps(Output<StreamRecord<O>> output) {
        this.output = output;
    }

    /** What follows rests on a change that came late, or on none. */
    void late(boolean isLate) {
        late = isLate;
    }

    private long stamp(StreamRecord<?> record) {
        return late ? record.getTimestamp() : Math.min(record.getTimestamp(), nextMillis);
    }

    @Override
    public void collect(StreamRecord<O> record) {
        output.collect(record.replace(record.getValue(), stamp(record)));
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
        output.collect(tag, record.replace(record.getValue(), stamp(record)));
    }

    /** All that follows is behind it; a record's time is that of 1970 or later. */
    @Override
    public void emitWatermark(Watermark mark) {
        output.emitWatermark(mark);
        nextMillis = mark.getTimestamp() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, mark.getTimestamp() + 1);
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
        output.emitWatermarkStatus(status);
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
        output.emitLatencyMarker(marker);
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
        output.emitRecordAttributes(attributes);
    }

    @Override
    public void emitWatermark(WatermarkEvent event) {
        output.emitWatermark(event);
    }

    @Override
    public void close() {
        output.close();
    }
}
