package dev.milepost.fraud.model.review;

import java.util.List;

/** Carries out a review that may be. */
final class Clerk {

    private final ReviewCase target;
    private final CaseReview review;
    private final CasePolicy policy;
    private final long aloneElsewhereMinor;
    private final Judge judge;

    /**
     * Of a review that was not refused.
     *
     * @param aloneElsewhereMinor what its reviewer approved alone in the advocate's other cases
     */
    Clerk(ReviewCase target, CaseReview review, CasePolicy policy, long aloneElsewhereMinor) {
        this.target = target;
        this.review = review;
        this.policy = policy;
        this.aloneElsewhereMinor = aloneElsewhereMinor;
        this.judge = new Judge(target, review, false);
    }

    Outcome carryOut() {
        target.accepted(review);
        return switch (review.action()) {
            case CLAIM -> claim();
            case RELEASE_CLAIM -> unclaim();
            case APPROVE, REJECT, PARTIAL -> decide(judge.plan());
            case ESCALATE -> escalate();
            case NOT_LINKED -> unlink(judge.unlinked());
            case APPEAL -> appeal(judge.appealed());
        };
    }

    private Outcome claim() {
        target.claimedBy = review.reviewer();
        target.claimedUntilMillis = review.timeMillis() + CaseBook.LEASE_MILLIS;
        return done(detail().with("until_millis", target.claimedUntilMillis));
    }

    private Outcome unclaim() {
        target.unclaim();
        return done(detail());
    }

    private Outcome escalate() {
        target.escalate();
        return done(detail());
    }

    private Outcome decide(Plan plan) {
        Pending pending = target.pending;
        boolean confirms = pending != null && pending.isSame(plan);
        long elsewhere = plan.approved().isEmpty() ? 0 : aloneElsewhereMinor;
        long amount = Math.addExact(target.amountMinor(plan, review.reviewer()), elsewhere);
        boolean alone = amount <= policy.secondPersonOverMinor();
        Detail detail = detail().with("approved", plan.approved())
                .with("rejected", plan.rejected())
                .with("typology", review.action().rejects() ? review.typology() : null)
                .with("money_minor", target.amountMinor(plan, ""));
        if (!confirms && !alone) {
            target.pending = new Pending(review.eventId(), review.reviewer(), plan.approved(), plan.rejected());
            awaken(score(plan.approved()), score(plan.rejected()));
            target.status = CaseStatus.PENDING;
            target.unclaim();
            return outcome(Outcome.Kind.PENDING, null, List.of(), detail.with("pending", "second_person"));
        }
        String first = confirms ? pending.reviewer() : review.reviewer();
        String second = confirms ? review.reviewer() : null;
        target.decide(plan, first, second);
        target.unclaim();
        Decision decision = new Decision(
                target.caseId,
                target.programId,
                review.eventId(),
                review.timeMillis(),
                plan.approved(),
                plan.rejected(),
                plan.rejected().isEmpty() ? null : review.typology(),
                review.reason(),
                first,
                second);
        return outcome(
                Outcome.Kind.ACCEPTED,
                decision,
                List.of(),
                confirms ? detail.with("confirms", pending.reviewId()).with("first", first) : detail);
    }

    private Outcome unlink(List<String> referrals) {
        referrals.forEach(each -> target.referrals.get(each).notLinked = true);
        return outcome(Outcome.Kind.ACCEPTED, null, referrals, detail().with("referrals", referrals));
    }

    private Outcome appeal(List<String> referrals) {
        referrals.forEach(each -> target.referrals.get(each).appealed = true);
        awaken(score(referrals), 0);
        return done(detail().with("referrals", referrals));
    }

    /** Lets people look at it, unless they do already. */
    private void awaken(long score, long other) {
        if (!target.status.isAwaited()) {
            target.open(review.timeMillis(), policy, Math.max(score, other) >= policy.highFrom());
        }
    }

    private long score(List<String> referrals) {
        return referrals.stream()
                .mapToLong(each -> target.referrals.get(each).scoreMillionths)
                .max()
                .orElse(0);
    }

    private Detail detail() {
        return new Detail()
                .with("reason", review.reason())
                .with("note", review.note())
                .with("propensity_millionths", review.propensityMillionths());
    }

    private Outcome done(Detail detail) {
        return outcome(Outcome.Kind.ACCEPTED, null, List.of(), detail);
    }

    private Outcome outcome(Outcome.Kind kind, Decision decision, List<String> notLinked, Detail detail) {
        AuditEvent event =
                target.log(review.action().name(), review.timeMillis(), review.reviewer(), review.eventId(), detail);
        return new Outcome(kind, List.of(target.view()), List.of(event), decision, List.copyOf(notLinked), null);
    }
}
