package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.lookup.IdentifierDesk;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.fraud.model.ring.RingEvent;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** What each identifier answers to advocates, and tells the rings. */
final class IdentifierDecider implements Decider<IdentifierDesk.State, AccountNews, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<IdentifierDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new IdentifierDesk.StateCodec());
        }
    }

    @Override
    public IdentifierDesk.State empty() {
        return IdentifierDesk.State.empty();
    }

    @Override
    public Object about(AccountNews fact) {
        return fact;
    }

    @Override
    public void take(
            IdentifierDesk.State state,
            String key,
            Change<AccountNews> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        new IdentifierDesk(state).accept(change.element());
    }

    @Override
    public long nextTime(IdentifierDesk.State state, String key, FraudRules rules) {
        return new IdentifierDesk(state).nextMillis();
    }

    @Override
    public void decide(
            IdentifierDesk.State state,
            String key,
            long timeMillis,
            long reachedMillis,
            FraudRules rules,
            Emission<?> out) {
        new IdentifierDesk(state)
                .decide(
                        timeMillis,
                        answer -> out.collect(Sides.ADVOCATES, Change.put(answer)),
                        link -> out.collect(
                                Sides.RINGS, Change.put(new RingFact.Happened(new RingEvent.Linked(link)))));
    }

    @Override
    public boolean isEmpty(IdentifierDesk.State state) {
        return state.isEmpty();
    }
}
