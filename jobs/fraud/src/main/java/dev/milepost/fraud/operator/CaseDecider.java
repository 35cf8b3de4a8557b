package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.desk.CaseDesk;
import dev.milepost.fraud.model.desk.CaseFact;
import dev.milepost.fraud.model.desk.CaseFact.Reviewed;
import dev.milepost.fraud.model.review.AuditEvent;
import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.fraud.model.review.Outcome;
import dev.milepost.fraud.model.review.Refusal;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The cases of each program: rows of fraud_cases and fraud_case_events, what people decide for the ledgers, and a dead letter of
 * each review that is refused.
 */
final class CaseDecider implements Decider<CaseDesk.State, CaseFact, FraudRules> {

    private static final long serialVersionUID = 1L;

    static final String REFUSED = "review_refused";

    private static final int MILLIONTHS = 6;

    private final String operator;
    private transient Rows rows;

    /** Of the operator with that uid. */
    CaseDecider(String operator) {
        this.operator = operator;
    }

    /** Writes what is remembered of a program. */
    public static final class MemoryCodec extends Decided.DecidedCodec<CaseDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new CaseDesk.StateCodec());
        }
    }

    @Override
    public CaseDesk.State empty() {
        return CaseDesk.State.empty();
    }

    @Override
    public Object about(CaseFact fact) {
        return fact.identity();
    }

    @Override
    public void take(
            CaseDesk.State state,
            String key,
            Change<CaseFact> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        if (change.kind() == Change.Kind.REMOVE) {
            new CaseDesk(state).retract(change.element());
        } else {
            new CaseDesk(state).accept(change.element());
        }
    }

    @Override
    public long nextTime(CaseDesk.State state, String key, FraudRules rules) {
        return new CaseDesk(state).nextMillis();
    }

    @Override
    public void decide(
            CaseDesk.State state, String key, long timeMillis, long reachedMillis, FraudRules rules, Emission<?> out) {
        new CaseDesk(state).decide(timeMillis, rules, (outcome, cause) -> tell(outcome, cause, rules, out));
    }

    private void tell(Outcome outcome, Reviewed cause, FraudRules rules, Emission<?> out) {
        for (AuditEvent event : outcome.events()) {
            rows().put(row(event, out.key()), out);
        }
        for (CaseView view : outcome.cases()) {
            rows().put(row(view, rules), out);
        }
        if (outcome.decision() != null) {
            CaseReader.decided(outcome.decision(), cause)
                    .forEach(event -> out.collect(Sides.DECISIONS, Change.put(event)));
        }
        if (outcome.refusal() != null) {
            rows().put(letter(outcome.refusal(), cause, out.key()), out);
        }
    }

    @Override
    public boolean isEmpty(CaseDesk.State state) {
        return state.isEmpty();
    }

    private DeadLetterRow letter(Refusal refusal, Reviewed cause, String program) {
        return DeadLetters.identified(
                operator + "/" + program + "/" + cause.review().caseId() + "/"
                        + cause.review().eventId() + "@" + cause.timeMillis(),
                REFUSED,
                refusal.reason().code() + ": " + refusal.sentence(),
                Streams.REVIEWS,
                CaseReader.origin(cause.source()),
                cause.review().eventId(),
                cause.timeMillis(),
                cause.source().receivedAtMillis(),
                JsonText.of(CaseReader.record(cause.review())));
    }

    private static FraudCaseRow row(CaseView view, FraudRules rules) {
        FraudCaseRow row = new FraudCaseRow();
        row.setProgramId(view.programId());
        row.setCaseId(view.caseId());
        row.setAdvocateId(view.advocateId());
        row.setRingId(text(view.ringId()));
        row.setStatus(view.status().name());
        row.setVersion(view.version());
        row.setOpenedAt(Instant.ofEpochMilli(view.openedMillis()));
        row.setClaimedBy(text(view.claimedBy()));
        row.setClaimedUntil(view.claimedBy() == null ? null : instant(view.claimedUntilMillis()));
        row.setEscalated(view.escalated());
        row.setReferrals((long) view.referrals());
        row.setUndecided((long) view.undecided());
        row.setScore(BigDecimal.valueOf(view.scoreMillionths(), MILLIONTHS));
        row.setMoneyMinor(view.moneyMinor());
        row.setCurrency(rules.currency(view.programId(), view.openedMillis()));
        row.setSlaAt(instant(view.slaMillis()));
        row.setDueAt(instant(view.dueMillis()));
        row.setPendingBy(text(view.pendingBy()));
        row.setMergedInto(text(view.mergedInto()));
        row.setAuditEvents(view.auditEvents());
        row.setAuditHash(view.auditHash());
        row.setAlerts(view.alerts());
        return row;
    }

    private static FraudCaseEventRow row(AuditEvent event, String program) {
        FraudCaseEventRow row = new FraudCaseEventRow();
        row.setProgramId(program);
        row.setCaseId(event.caseId());
        row.setSequence(event.sequence());
        row.setHappenedAt(Instant.ofEpochMilli(event.timeMillis()));
        row.setKind(event.kind());
        row.setVersion(event.version());
        row.setActor(event.actor());
        row.setCauseId(event.causeId());
        row.setDetail(event.detail());
        row.setPreviousHash(event.previousHash());
        row.setHash(event.hash());
        return row;
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static Instant instant(long millis) {
        return millis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(millis);
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
