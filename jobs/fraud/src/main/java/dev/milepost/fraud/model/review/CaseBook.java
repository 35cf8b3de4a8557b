package dev.milepost.fraud.model.review;

import dev.milepost.fraud.model.review.CasePolicy.Policies;
import dev.milepost.fraud.model.review.Refusal.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cases of whatever an operator is keyed by: all of an advocate, or all of a program. The package says how to call it. Only cases
 * of one book are merged where they are of one ring.
 *
 * <p>State: as bytes about 140 a case, 60 for each of its referrals (1,000 at most), and the event_id of each of the last 256
 * accepted reviews. A case is forgotten 400 d after the last that happened to it, once it is finished; one that waits is kept, and with
 * {@code on_timeout: escalate} that may be for ever.
 */
public final class CaseBook {

    public static final long LEASE_MILLIS = Duration.ofMinutes(15).toMillis();
    public static final long SLA_HIGH_MILLIS = Duration.ofHours(4).toMillis();
    public static final long SLA_MILLIS = Duration.ofHours(24).toMillis();

    /** How long a case that is finished is remembered. */
    public static final long RETENTION_MILLIS = Duration.ofDays(400).toMillis();

    /** For how long what a reviewer approved alone counts when they approve more of the same advocate. */
    public static final long ALONE_MILLIS = Duration.ofDays(90).toMillis();

    /** How many referrals a review may name, and how many reviews are sent at once. */
    public static final int BULK = 100;

    /** Whose cases they are. */
    private record Owner(String programId, String advocateId) {}

    final Map<String, ReviewCase> cases = new TreeMap<>();

    private final Map<Owner, List<ReviewCase>> byOwner = new HashMap<>();
    private final Deadlines deadlines = new Deadlines();

    /** Takes in an alert. */
    public Outcome alert(Alert alert, Policies policies) {
        demandUpTo(alert.timeMillis());
        ReviewCase target = having(alert);
        if (target != null && target.referrals.get(alert.referralId()).has(alert)) {
            return Outcome.repeated();
        }
        CasePolicy policy = policies.at(alert.programId(), alert.timeMillis());
        boolean high = alert.scoreMillionths() >= policy.highFrom();
        target = target == null ? taking(alert) : target;
        target = target == null ? begin(alert, policy, high) : target;
        boolean isNew = !target.referrals.containsKey(alert.referralId());
        CaseReferral referral = target.referrals.computeIfAbsent(alert.referralId(), CaseReferral::new);
        referral.alerted(alert);
        target.heard(alert.timeMillis());
        target.ringId = alert.ringId() == null ? target.ringId : alert.ringId();
        if (target.status == CaseStatus.BLOCKED && !alert.blocked() && referral.isOpen()) {
            target.open(alert.timeMillis(), policy, high);
        } else if (!target.status.isFinished() && referral.isOpen()) {
            target.extend(alert.timeMillis(), policy, high, isNew);
        }
        List<AuditEvent> events = new ArrayList<>();
        events.add(target.log("ALERT", alert.timeMillis(), "", alert.alertId(), detail(alert)));
        List<CaseView> views = new ArrayList<>(merge(target, alert.timeMillis(), policy, events));
        if (views.isEmpty()) {
            deadlines.put(target);
            views.add(target.view());
        }
        return Outcome.accepted(views, events);
    }

    private static Detail detail(Alert alert) {
        return new Detail()
                .with("referral", alert.referralId())
                .with("score_millionths", alert.scoreMillionths())
                .with("money_minor", alert.moneyMinor())
                .with("propensity_millionths", alert.propensityMillionths())
                .with("blocked", alert.blocked() ? 1 : 0)
                .with("ring", alert.ringId());
    }

    /** The case that has the referral, or null. */
    private ReviewCase having(Alert alert) {
        for (ReviewCase each : byOwner.getOrDefault(new Owner(alert.programId(), alert.advocateId()), List.of())) {
            ReviewCase present = present(each);
            if (present != null && present.referrals.containsKey(alert.referralId())) {
                return present;
            }
        }
        return null;
    }

    /** The advocate's case that takes one more referral, or null. */
    private ReviewCase taking(Alert alert) {
        ReviewCase taking = null;
        for (ReviewCase each : byOwner.getOrDefault(new Owner(alert.programId(), alert.advocateId()), List.of())) {
            ReviewCase present = present(each);
            boolean takes =
                    present != null && !present.status.isFinished() && present.referrals.size() < ReviewCase.REFERRALS;
            taking = takes ? present : taking;
        }
        return taking;
    }

    /** What a case has become; null where that is forgotten. */
    private ReviewCase present(ReviewCase one) {
        ReviewCase present = one;
        while (present != null && present.status == CaseStatus.MERGED) {
            present = cases.get(present.mergedInto);
        }
        return present;
    }

    private ReviewCase begin(Alert alert, CasePolicy policy, boolean high) {
        String id = CaseIds.of(alert.advocateId(), alert.alertId());
        ReviewCase begun = new ReviewCase(id, alert.programId(), alert.advocateId());
        begun.open(alert.timeMillis(), policy, high);
        if (alert.blocked()) {
            begun.status = CaseStatus.BLOCKED;
            begun.slaMillis = Long.MAX_VALUE;
        }
        add(begun);
        return begun;
    }

    void add(ReviewCase one) {
        cases.put(one.caseId, one);
        byOwner.computeIfAbsent(new Owner(one.programId, one.advocateId), owner -> new ArrayList<>())
                .add(one);
        deadlines.put(one);
    }

    /** Makes one of all cases of the ring that are not finished: the first that was opened. Returns those it changed. */
    private List<CaseView> merge(ReviewCase target, long timeMillis, CasePolicy policy, List<AuditEvent> events) {
        if (target.ringId == null || target.status.isFinished()) {
            return List.of();
        }
        List<ReviewCase> ofRing = new ArrayList<>(cases.values());
        ofRing.removeIf(each -> each.status.isFinished()
                || !target.ringId.equals(each.ringId)
                || !target.programId.equals(each.programId));
        ofRing.sort(
                Comparator.<ReviewCase>comparingLong(each -> each.openedMillis).thenComparing(each -> each.caseId));
        ReviewCase first = ofRing.get(0);
        List<CaseView> changed = new ArrayList<>();
        for (ReviewCase other : ofRing.subList(1, ofRing.size())) {
            if (first.referrals.size() + other.referrals.size() <= ReviewCase.REFERRALS) {
                first.absorb(other, timeMillis, policy, events);
                deadlines.put(other);
                changed.add(other.view());
            }
        }
        if (!changed.isEmpty()) {
            deadlines.put(first);
            changed.add(0, first.view());
        }
        return changed;
    }

    /** Takes in a review. What is refused changes nothing. */
    public Outcome review(CaseReview review, Policies policies) {
        demandUpTo(review.timeMillis());
        ReviewCase target = cases.get(review.caseId());
        if (target == null) {
            return Outcome.refused(new Refusal(
                    Reason.UNKNOWN_CASE,
                    "program " + review.programId() + " has no case " + review.caseId()
                            + ": it is another program's, never was, or was finished more than 400 days ago"));
        }
        if (target.reviews.contains(review.eventId())) {
            return Outcome.repeated();
        }
        Refusal refusal = new Judge(target, review, hasPartOf(target, review.reviewer())).refusal();
        if (refusal != null) {
            return Outcome.refused(refusal);
        }
        CasePolicy policy = policies.at(target.programId, review.timeMillis());
        Outcome outcome = new Clerk(target, review, policy, aloneElsewhereMinor(target, review)).carryOut();
        deadlines.put(target);
        return outcome;
    }

    /** Whether an advocate has a case that is this one, or has become part of it. */
    private boolean hasPartOf(ReviewCase target, String advocateId) {
        return byOwner.getOrDefault(new Owner(target.programId, advocateId), List.of()).stream()
                .anyMatch(each -> present(each) == target);
    }

    /** What the reviewer approved alone of late in other cases of the same advocate: a large sum does not go in small cases. */
    private long aloneElsewhereMinor(ReviewCase target, CaseReview review) {
        long sum = 0;
        for (ReviewCase each : byOwner.get(new Owner(target.programId, target.advocateId))) {
            if (each != target && each.lastMillis > review.timeMillis() - ALONE_MILLIS) {
                sum = Math.addExact(sum, each.approvedAloneMinor(review.reviewer()));
            }
        }
        return sum;
    }

    /** Does all that is due up to a time, in the order in which it is. */
    public Outcome advanceTo(long timeMillis, Policies policies) {
        Map<String, CaseView> changed = new TreeMap<>();
        List<AuditEvent> events = new ArrayList<>();
        while (deadlines.isDue(timeMillis)) {
            ReviewCase due = cases.get(deadlines.nextCase());
            if (due.status.isFinished()) {
                forget(due);
                changed.remove(due.caseId);
            } else {
                events.addAll(due.expire(policies));
                deadlines.put(due);
                changed.put(due.caseId, due.view());
            }
        }
        return Outcome.accepted(new ArrayList<>(changed.values()), events);
    }

    /** When {@link #advanceTo} has something to do; Long.MAX_VALUE for never. */
    public long nextTimer() {
        return deadlines.nextMillis();
    }

    private void demandUpTo(long timeMillis) {
        if (nextTimer() <= timeMillis) {
            throw new IllegalStateException(
                    "Something is due at " + nextTimer() + ": advance to " + timeMillis + " before what happens then");
        }
    }

    /** With those that became part of it: until then they say where their referrals are. */
    private void forget(ReviewCase one) {
        cases.remove(one.caseId);
        deadlines.remove(one);
        Owner owner = new Owner(one.programId, one.advocateId);
        List<ReviewCase> left = byOwner.get(owner);
        left.remove(one);
        if (left.isEmpty()) {
            byOwner.remove(owner);
        }
        List<ReviewCase> parts = new ArrayList<>(cases.values());
        parts.removeIf(each -> !one.caseId.equals(each.mergedInto));
        parts.forEach(this::forget);
    }

    /** A case, or null. */
    public CaseView view(String caseId) {
        ReviewCase known = cases.get(caseId);
        return known == null ? null : known.view();
    }

    /** The referrals of a case, in the order of their ids; of a case that is not there, or has become part of another, none. */
    public List<ReferralView> referrals(String caseId) {
        ReviewCase known = cases.get(caseId);
        return known == null
                ? List.of()
                : known.referrals.values().stream().map(CaseReferral::view).toList();
    }

    /** All cases, in the order of their ids. */
    public List<CaseView> views() {
        return cases.values().stream().map(ReviewCase::view).toList();
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return cases.isEmpty();
    }

    /** One that shares nothing with it. */
    public CaseBook copy() {
        CaseBook copy = new CaseBook();
        ofOpening().forEach(each -> copy.add(each.copy()));
        return copy;
    }

    /** Of each owner in the order in which they were begun, which is what a book is made again by. */
    List<ReviewCase> ofOpening() {
        List<ReviewCase> all = new ArrayList<>();
        Map<Owner, List<ReviewCase>> sorted =
                new TreeMap<>(Comparator.comparing(Owner::programId).thenComparing(Owner::advocateId));
        sorted.putAll(byOwner);
        sorted.values().forEach(all::addAll);
        return all;
    }
}
