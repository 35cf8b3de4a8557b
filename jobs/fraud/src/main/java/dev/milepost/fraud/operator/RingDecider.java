package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.lookup.RingDesk;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.fraud.model.ring.Ring;
import dev.milepost.fraud.model.ring.RingAnswer;
import dev.milepost.fraud.model.ring.RingChange;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.RingRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the rings answer to advocates, and rows of rings. There is one key. */
final class RingDecider implements Decider<RingDesk.State, RingFact, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Of a ring that has ended. */
    private static final RingAnswer NOTHING = new RingAnswer("", 0, 0, 0, 0, 0, 0, 0, false);

    private transient Rows rows;

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
        new RingDesk(state)
                .decide(
                        timeMillis,
                        answer -> out.collect(Sides.ADVOCATES, Change.put(answer)),
                        change -> rows().put(row(change), out));
    }

    private static RingRow row(RingChange change) {
        Ring ring = change.ring();
        RingRow row = new RingRow();
        row.setRingId(change.ringId());
        row.setSince(Instant.ofEpochMilli(change.sinceMillis()));
        row.setGeneration(Instant.ofEpochMilli(change.generationMillis()));
        row.setChange(change.kind().name().toLowerCase(Locale.ROOT));
        row.setMembers(ring == null ? List.of() : ring.accounts());
        row.setKinds(
                ring == null
                        ? List.of()
                        : ring.kinds().stream()
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .toList());
        figures(ring == null ? NOTHING : ring.answer(), row);
        return row;
    }

    private static void figures(RingAnswer answer, RingRow row) {
        row.setSize((long) answer.size());
        row.setReferrals((long) answer.referrals());
        row.setInternalReferrals((long) answer.internalReferrals());
        row.setInternalShare(Millionths.of(answer.internalReferralShare()));
        row.setMeanOmega(Millionths.of(answer.meanOmega()));
        row.setCycles((long) answer.cycles());
        row.setIsPart(answer.isPart());
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }

    @Override
    public boolean isEmpty(RingDesk.State state) {
        return false;
    }
}
