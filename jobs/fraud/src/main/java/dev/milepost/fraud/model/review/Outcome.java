package dev.milepost.fraud.model.review;

import java.util.List;

/**
 * What came of one step.
 *
 * @param cases those that it changed, as they are now
 * @param events what it adds to their audit logs, in order
 * @param decision null: none was made
 * @param notLinked the referrals whose accounts a reviewer says do not belong to the ring
 * @param refusal null unless refused
 */
public record Outcome(
        Kind kind,
        List<CaseView> cases,
        List<AuditEvent> events,
        Decision decision,
        List<String> notLinked,
        Refusal refusal) {

    /** How it went. */
    public enum Kind {
        ACCEPTED,
        /** Accepted as the first of two people's decisions. */
        PENDING,
        /** Refused, and nothing changed. */
        REFUSED,
        /** It was accepted before, and nothing changed. */
        REPEATED
    }

    static Outcome refused(Refusal refusal) {
        return new Outcome(Kind.REFUSED, List.of(), List.of(), null, List.of(), refusal);
    }

    static Outcome repeated() {
        return new Outcome(Kind.REPEATED, List.of(), List.of(), null, List.of(), null);
    }

    static Outcome accepted(List<CaseView> cases, List<AuditEvent> events) {
        return new Outcome(Kind.ACCEPTED, List.copyOf(cases), List.copyOf(events), null, List.of(), null);
    }
}
