package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.outcome.OutcomeDesk;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** Examples of what became of each referral. */
final class OutcomeDecider implements Decider<OutcomeDesk.State, OutcomeFact, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<OutcomeDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new OutcomeDesk.StateCodec());
        }
    }

    @Override
    public OutcomeDesk.State empty() {
        return OutcomeDesk.State.empty();
    }

    @Override
    public Object about(OutcomeFact fact) {
        return fact;
    }

    @Override
    public void take(
            OutcomeDesk.State state,
            String key,
            Change<OutcomeFact> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        if (change.kind() == Change.Kind.REMOVE) {
            new OutcomeDesk(state).retract(change.element());
        } else {
            new OutcomeDesk(state).accept(change.element());
        }
    }

    @Override
    public long nextTime(OutcomeDesk.State state, String key, FraudRules rules) {
        return new OutcomeDesk(state).nextMillis();
    }

    @Override
    public void decide(
            OutcomeDesk.State state,
            String key,
            long timeMillis,
            long reachedMillis,
            FraudRules rules,
            Emission<?> out) {
        new OutcomeDesk(state).decide(timeMillis, example -> out.collect(Sides.EXAMPLES, Change.put(example)));
    }

    @Override
    public boolean isEmpty(OutcomeDesk.State state) {
        return state.isEmpty();
    }
}
