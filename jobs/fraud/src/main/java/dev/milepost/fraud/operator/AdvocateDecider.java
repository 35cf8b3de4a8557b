package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.advocate.AdvocateBook;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.advocate.AdvocateState;
import dev.milepost.fraud.model.advocate.AdvocateStateCodec;
import dev.milepost.fraud.model.advocate.Domains;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** The evidence of each advocate's referrals. */
final class AdvocateDecider implements Decider<AdvocateState, AdvocateFact, FraudRules> {

    private static final long serialVersionUID = 1L;

    private final Domains domains;

    AdvocateDecider(Domains domains) {
        this.domains = domains;
    }

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<AdvocateState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new AdvocateStateCodec());
        }
    }

    @Override
    public AdvocateState empty() {
        return AdvocateState.empty();
    }

    @Override
    public Object about(AdvocateFact fact) {
        return fact;
    }

    @Override
    public void take(
            AdvocateState state,
            String key,
            Change<AdvocateFact> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        new AdvocateBook(state, domains).accept(change.element());
    }

    @Override
    public long nextTime(AdvocateState state, String key, FraudRules rules) {
        return new AdvocateBook(state, domains).nextMillis();
    }

    @Override
    public void decide(
            AdvocateState state, String key, long timeMillis, long reachedMillis, FraudRules rules, Emission<?> out) {
        new AdvocateBook(state, domains)
                .decide(timeMillis, evidence -> out.collect(Sides.EVIDENCE, Change.put(evidence)));
    }

    @Override
    public boolean isEmpty(AdvocateState state) {
        return state.isEmpty();
    }
}
