package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.segment.SegmentDesk;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** The signals of what each shard of a segment is asked. */
final class SegmentDecider implements Decider<SegmentDesk.State, Evidence, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<SegmentDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new SegmentDesk.StateCodec());
        }
    }

    @Override
    public SegmentDesk.State empty() {
        return SegmentDesk.State.empty();
    }

    @Override
    public Object about(Evidence fact) {
        return fact.subject().assessmentId();
    }

    @Override
    public void take(
            SegmentDesk.State state,
            String key,
            Change<Evidence> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        new SegmentDesk(state).accept(change.element());
    }

    @Override
    public long nextTime(SegmentDesk.State state, String key, FraudRules rules) {
        return new SegmentDesk(state).nextMillis();
    }

    @Override
    public void decide(
            SegmentDesk.State state,
            String key,
            long timeMillis,
            long reachedMillis,
            FraudRules rules,
            Emission<?> out) {
        new SegmentDesk(state).decide(timeMillis, signals -> out.collect(Sides.SIGNALS, Change.put(signals)));
    }

    @Override
    public boolean isEmpty(SegmentDesk.State state) {
        return false;
    }
}
