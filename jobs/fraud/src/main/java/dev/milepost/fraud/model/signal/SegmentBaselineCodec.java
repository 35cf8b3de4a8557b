package dev.milepost.fraud.model.signal;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is usual in a shard of a segment. */
public final class SegmentBaselineCodec implements Codec<SegmentBaseline> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SegmentBaseline baseline, DataOutput out) throws IOException {
        baseline.clickToSignup.write(out);
        baseline.gaps.write(out);
        baseline.hours.write(out);
        baseline.active.write(out);
        baseline.refunds.write(out);
        baseline.inactive.write(out);
        baseline.nearThreshold.write(out);
        baseline.orphans.write(out);
        baseline.disposable.write(out);
        baseline.devices.write(out);
        baseline.cards.write(out);
        baseline.emails.write(out);
        baseline.networks.write(out);
        baseline.strangeDevices.write(out);
        baseline.strangeCards.write(out);
        for (RunningMean mean : baseline.means.values()) {
            mean.write(out);
        }
    }

    @Override
    public SegmentBaseline read(int version, DataInput in) throws IOException {
        SegmentBaseline baseline = new SegmentBaseline();
        baseline.clickToSignup = LogHistogram.read(in);
        baseline.gaps = LogHistogram.read(in);
        baseline.hours = HourOfWeek.read(in);
        baseline.active = WeeklyMass.read(in);
        baseline.refunds.readFrom(in);
        baseline.inactive.readFrom(in);
        baseline.nearThreshold.readFrom(in);
        baseline.orphans.readFrom(in);
        baseline.disposable.readFrom(in);
        baseline.devices.readFrom(in);
        baseline.cards.readFrom(in);
        baseline.emails.readFrom(in);
        baseline.networks.readFrom(in);
        baseline.strangeDevices.readFrom(in);
        baseline.strangeCards.readFrom(in);
        for (Signal signal : Signal.all()) {
            baseline.means.put(signal, RunningMean.read(in));
        }
        return baseline;
    }

    @Override
    public SegmentBaseline copy(SegmentBaseline baseline) {
        return baseline.copy();
    }
}
