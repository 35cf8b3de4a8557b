package dev.milepost.fraud.model.review;

import dev.milepost.programs.model.Review.OnTimeout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One case. What may be done to it the {@link Judge} knows; here is what it comes to. */
final class ReviewCase {

    /** A case takes no more referrals: the next is of a new case. */
    static final int REFERRALS = 1_000;

    /** Of so many accepted reviews it knows that it had them; of earlier ones their version is stale. */
    static final int REVIEWS = 256;

    final String caseId;
    final String programId;
    final String advocateId;
    String ringId;
    CaseStatus status = CaseStatus.OPEN;
    long version;
    long openedMillis;
    String claimedBy;
    long claimedUntilMillis;
    boolean escalated;
    long slaMillis = Long.MAX_VALUE;
    long dueMillis = Long.MAX_VALUE;
    Pending pending;
    String mergedInto;

    /** When something happened to it last. */
    long lastMillis = Long.MIN_VALUE;

    /** When it last came to another version. */
    long heardMillis = Long.MIN_VALUE;

    final Map<String, CaseReferral> referrals = new TreeMap<>();
    final Set<String> reviews = new LinkedHashSet<>();
    long auditEvents;
    String auditHash = AuditEvent.GENESIS;

    ReviewCase(String caseId, String programId, String advocateId) {
        this.caseId = caseId;
        this.programId = programId;
        this.advocateId = advocateId;
    }

    ReviewCase copy() {
        ReviewCase copy = new ReviewCase(caseId, programId, advocateId);
        copy.ringId = ringId;
        copy.status = status;
        copy.version = version;
        copy.openedMillis = openedMillis;
        copy.claimedBy = claimedBy;
        copy.claimedUntilMillis = claimedUntilMillis;
        copy.escalated = escalated;
        copy.slaMillis = slaMillis;
        copy.dueMillis = dueMillis;
        copy.pending = pending;
        copy.mergedInto = mergedInto;
        copy.lastMillis = lastMillis;
        copy.heardMillis = heardMillis;
        referrals.forEach((id, each) -> copy.referrals.put(id, each.copy()));
        copy.reviews.addAll(reviews);
        copy.auditEvents = auditEvents;
        copy.auditHash = auditHash;
        return copy;
    }

    /** Something raises its version. */
    void heard(long timeMillis) {
        version++;
        heardMillis = Math.max(heardMillis, timeMillis);
    }

    /** Opens it, or opens it again. */
    void open(long timeMillis, CasePolicy policy, boolean high) {
        status = CaseStatus.OPEN;
        openedMillis = timeMillis;
        slaMillis = timeMillis + (high ? CaseBook.SLA_HIGH_MILLIS : CaseBook.SLA_MILLIS);
        dueMillis = policy.dueMillis(timeMillis);
    }

    /** Another alert: of a new referral reviewers have the whole time again, and less for what is of high risk. */
    void extend(long timeMillis, CasePolicy policy, boolean high, boolean isNew) {
        if (isNew && dueMillis != Long.MAX_VALUE) {
            dueMillis = Math.max(dueMillis, policy.dueMillis(timeMillis));
        }
        if (high && slaMillis != Long.MAX_VALUE) {
            slaMillis = Math.min(slaMillis, timeMillis + CaseBook.SLA_HIGH_MILLIS);
        }
    }

    /** When it has something to do by itself; what is part of another never has. */
    long deadlineMillis() {
        if (status == CaseStatus.MERGED) {
            return Long.MAX_VALUE;
        }
        return status.isFinished() ? lastMillis + CaseBook.RETENTION_MILLIS : Math.min(slaMillis, dueMillis);
    }

    /**
     * Does what is due first: a breach of the SLA escalates, and the program says what the end of the time does. Where that voids,
     * an approval comes too late for what nobody has decided.
     */
    List<AuditEvent> expire(CasePolicy.Policies policies) {
        if (slaMillis <= dueMillis) {
            long breached = slaMillis;
            escalate();
            return List.of(log("SLA_BREACHED", breached, "", "", new Detail()));
        }
        long due = dueMillis;
        OnTimeout onTimeout = policies.at(programId, due).onTimeout();
        if (onTimeout == OnTimeout.ESCALATE) {
            dueMillis = Long.MAX_VALUE;
            if (status.isAwaited()) {
                escalate();
            }
        } else {
            referrals.values().forEach(each -> each.lapse(onTimeout == OnTimeout.VOID));
            finish(undecided() == 0 ? CaseStatus.DECIDED : CaseStatus.TIMED_OUT);
        }
        return List.of(log(
                "TIMED_OUT",
                due,
                "",
                "",
                new Detail().with("on_timeout", onTimeout.name().toLowerCase(Locale.ROOT))));
    }

    /** Makes another case part of this one. Pending decisions of both are given up: they were about less. */
    void absorb(ReviewCase other, long timeMillis, CasePolicy policy, List<AuditEvent> events) {
        boolean high = other.referrals.values().stream()
                .anyMatch(each -> each.isOpen() && each.scoreMillionths >= policy.highFrom());
        if (other.status.isAwaited() && !status.isAwaited()) {
            open(timeMillis, policy, high);
        }
        pending = null;
        status = status == CaseStatus.PENDING ? CaseStatus.OPEN : status;
        slaMillis = status.isAwaited() && !escalated ? Math.min(slaMillis, other.slaMillis) : slaMillis;
        dueMillis = Math.max(dueMillis, other.dueMillis);
        boolean escalates = other.escalated && !escalated;
        List<String> moved = new ArrayList<>(other.referrals.keySet());
        referrals.putAll(other.referrals);
        other.referrals.clear();
        other.finish(CaseStatus.MERGED);
        other.mergedInto = caseId;
        other.heard(timeMillis);
        heard(Math.max(timeMillis, other.heardMillis));
        lastMillis = Math.max(lastMillis, other.lastMillis);
        if (escalates) {
            escalate();
        }
        Detail into = new Detail().with("into", caseId);
        events.add(other.log("MERGED", timeMillis, "", caseId, into));
        events.add(log("JOINED", timeMillis, "", other.caseId, new Detail().with("referrals", moved)));
    }

    boolean isClaimed(long timeMillis) {
        return claimedBy != null && timeMillis < claimedUntilMillis;
    }

    void unclaim() {
        claimedBy = null;
        claimedUntilMillis = 0;
    }

    /** Marks what a plan decides, and finishes the case where nothing is left. */
    void decide(Plan plan, String reviewer, String second) {
        plan.approved().forEach(each -> referrals.get(each).decide(true, reviewer, second));
        plan.rejected().forEach(each -> referrals.get(each).decide(false, reviewer, second));
        pending = null;
        if (undecided() == 0) {
            finish(CaseStatus.DECIDED);
        } else if (status == CaseStatus.PENDING) {
            status = CaseStatus.OPEN;
        }
    }

    void finish(CaseStatus as) {
        status = as;
        pending = null;
        escalated = false;
        slaMillis = Long.MAX_VALUE;
        dueMillis = Long.MAX_VALUE;
        unclaim();
    }

    void escalate() {
        escalated = true;
        slaMillis = Long.MAX_VALUE;
        unclaim();
    }

    int undecided() {
        int open = 0;
        for (CaseReferral each : referrals.values()) {
            open += each.isOpen() ? 1 : 0;
        }
        return open;
    }

    /** What is at risk in these, and in those that the reviewer decided alone. */
    long amountMinor(Plan plan, String reviewer) {
        long sum = 0;
        for (CaseReferral each : referrals.values()) {
            boolean now =
                    plan.approved().contains(each.referralId) || plan.rejected().contains(each.referralId);
            boolean before = reviewer.equals(each.decidedBy) && each.confirmedBy == null;
            sum = now || before ? Math.addExact(sum, each.moneyMinor) : sum;
        }
        return sum;
    }

    /** What is at risk in those that the reviewer approved alone. */
    long approvedAloneMinor(String reviewer) {
        long sum = 0;
        for (CaseReferral each : referrals.values()) {
            boolean alone = each.approved && reviewer.equals(each.decidedBy) && each.confirmedBy == null;
            sum = alone ? Math.addExact(sum, each.moneyMinor) : sum;
        }
        return sum;
    }

    /**
     * Whether a review is of a time before the version that it is of; of the same millisecond, whether who reads reviews by time and
     * id would put it before the one that was accepted last.
     */
    boolean isBackdated(CaseReview review) {
        if (review.timeMillis() != heardMillis) {
            return review.timeMillis() < heardMillis;
        }
        String last = null;
        for (String each : reviews) {
            last = each;
        }
        return last != null && review.eventId().compareTo(last) < 0;
    }

    void accepted(CaseReview review) {
        heard(review.timeMillis());
        reviews.add(review.eventId());
        if (reviews.size() > REVIEWS) {
            reviews.remove(reviews.iterator().next());
        }
    }

    /** Adds to its audit log, whose times never go back: what comes late happens to the case when it comes. */
    AuditEvent log(String kind, long timeMillis, String actor, String causeId, Detail detail) {
        lastMillis = Math.max(lastMillis, timeMillis);
        AuditEvent event = new AuditEvent(
                        caseId,
                        ++auditEvents,
                        lastMillis,
                        kind,
                        version,
                        actor,
                        causeId,
                        detail.toString(),
                        auditHash,
                        "")
                .hashed();
        auditHash = event.hash();
        return event;
    }

    CaseView view() {
        long score = 0;
        long money = 0;
        for (CaseReferral each : referrals.values()) {
            if (each.isOpen()) {
                score = Math.max(score, each.scoreMillionths);
                money = Math.addExact(money, each.moneyMinor);
            }
        }
        return new CaseView(
                caseId,
                programId,
                advocateId,
                ringId,
                status,
                version,
                openedMillis,
                claimedBy,
                claimedUntilMillis,
                escalated,
                referrals.size(),
                undecided(),
                score,
                money,
                slaMillis,
                dueMillis,
                pending == null ? null : pending.reviewer(),
                mergedInto,
                auditEvents,
                auditHash,
                alerts());
    }

    private List<String> alerts() {
        return referrals.values().stream()
                .sorted(CaseReferral.URGENT)
                .limit(CaseView.ALERTS)
                .map(CaseReferral::alert)
                .toList();
    }

    /** Those named, in the order of their ids; of none named all. */
    List<String> named(CaseReview review) {
        return review.referralIds().isEmpty()
                ? new ArrayList<>(referrals.keySet())
                : review.referralIds().stream().distinct().sorted().toList();
    }
}
