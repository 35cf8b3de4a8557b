package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.outcome.LearnerDesk;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** The weights, by what became of referrals. There is one key. */
final class LearnerDecider implements Decider<LearnerDesk.State, Example, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<LearnerDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new LearnerDesk.StateCodec());
        }
    }

    @Override
    public LearnerDesk.State empty() {
        return LearnerDesk.State.empty();
    }

    @Override
    public Object about(Example fact) {
        return fact;
    }

    @Override
    public void take(
            LearnerDesk.State state,
            String key,
            Change<Example> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        new LearnerDesk(state).accept(change.element());
    }

    @Override
    public long nextTime(LearnerDesk.State state, String key, FraudRules rules) {
        return new LearnerDesk(state).nextMillis();
    }

    @Override
    public void decide(
            LearnerDesk.State state,
            String key,
            long timeMillis,
            long reachedMillis,
            FraudRules rules,
            Emission<?> out) {
        new LearnerDesk(state)
                .decide(timeMillis, weights -> out.collect(Sides.WEIGHTS, WeightLanguage.version(weights)));
    }

    @Override
    public boolean isEmpty(LearnerDesk.State state) {
        return false;
    }
}
