package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.lookup.RingDesk;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** What the rings answer to advocates. There is one key. */
final class RingDecider implements Decider<RingDesk.State, RingFact, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<RingDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new RingDesk.StateCodec());
        }
    }

    @Override
    public RingDesk.State empty() {
        return RingDesk.State.empty();
    }

    @Override
    public Object about(RingFact fact) {
        return fact;
    }

    @Override
    public void take(
            RingDesk.State state,
            String key,
            Change<RingFact> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        new RingDesk(state).accept(change.element());
    }

    @Override
    public long nextTime(RingDesk.State state, String key, FraudRules rules) {
        return new RingDesk(state).nextMillis();
    }

    @Override
    public void decide(
            RingDesk.State state, String key, long timeMillis, long reachedMillis, FraudRules rules, Emission<?> out) {
        new RingDesk(state).decide(timeMillis, answer -> out.collect(Sides.ADVOCATES, Change.put(answer)));
    }

    @Override
    public boolean isEmpty(RingDesk.State state) {
        return false;
    }
}
