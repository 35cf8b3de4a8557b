package dev.milepost.fraud.model.review;

import dev.milepost.fraud.model.review.Refusal.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether a review may be. It changes nothing. */
final class Judge {

    private static final char REFEREE_ENDS = '/';

    private final ReviewCase target;
    private final CaseReview review;
    private final boolean ofOwnPart;

    /**
     * Of that review.
     *
     * @param ofOwnPart whether the case is the reviewer's as an advocate, or one of theirs has become part of it
     */
    Judge(ReviewCase target, CaseReview review, boolean ofOwnPart) {
        this.target = target;
        this.review = review;
        this.ofOwnPart = ofOwnPart;
    }

    /** Null: it may be. */
    Refusal refusal() {
        Refusal general = general();
        if (general != null) {
            return general;
        }
        return switch (review.action()) {
            case CLAIM -> nothingToDecide();
            case RELEASE_CLAIM -> unclaimed();
            case APPROVE, REJECT, PARTIAL -> undecidable();
            case ESCALATE -> unescalatable();
            case NOT_LINKED -> linkedNoMore();
            case APPEAL -> unappealable();
        };
    }

    private Refusal general() {
        if (!target.programId.equals(review.programId()) || !target.advocateId.equals(review.advocateId())) {
            return refused(
                    Reason.OTHER_CASE,
                    "the case is of program " + target.programId + " and advocate " + target.advocateId
                            + ", the review of " + review.programId() + " and " + review.advocateId());
        }
        if (target.status == CaseStatus.MERGED) {
            return refused(Reason.MERGED, "the case is part of case " + target.mergedInto + ": review that one");
        }
        if (review.expectedVersion() != target.version) {
            return refused(
                    Reason.STALE_VERSION,
                    "the review is of version " + review.expectedVersion() + ", the case is at version "
                            + target.version + ": look at it again");
        }
        if (target.isBackdated(review)) {
            return refused(
                    Reason.BACKDATED,
                    "the review is of " + time(review.timeMillis()) + ", and version " + target.version
                            + " of the case is of " + time(target.heardMillis)
                            + ": a review is of the time when it is made");
        }
        if (review.referralIds().size() > CaseBook.BULK) {
            return refused(
                    Reason.TOO_MANY,
                    "the review names " + review.referralIds().size() + " referrals, and may name " + CaseBook.BULK);
        }
        if (review.action() != ReviewAction.APPEAL && (ofOwnPart || isReferee())) {
            return refused(
                    Reason.OWN_CASE, "the reviewer is an advocate that the case is about, or one of those referred");
        }
        return claimedByOther();
    }

    /** A referral_id begins with its referee and a slash. */
    private boolean isReferee() {
        String begins = review.reviewer() + REFEREE_ENDS;
        return target.referrals.keySet().stream().anyMatch(each -> each.startsWith(begins));
    }

    private Refusal claimedByOther() {
        boolean other = target.isClaimed(review.timeMillis()) && !target.claimedBy.equals(review.reviewer());
        return !other || review.action() == ReviewAction.APPEAL
                ? unknownReferral()
                : refused(
                        Reason.CLAIMED_BY_OTHER,
                        "the case is claimed by " + target.claimedBy + " until " + time(target.claimedUntilMillis));
    }

    private Refusal unknownReferral() {
        for (String each : review.referralIds()) {
            if (!target.referrals.containsKey(each)) {
                return refused(Reason.UNKNOWN_REFERRAL, "the case has no referral " + each);
            }
        }
        return null;
    }

    private Refusal nothingToDecide() {
        return target.undecided() > 0 || target.pending != null
                ? null
                : refused(Reason.NOTHING_TO_DECIDE, "all referrals of the case are decided");
    }

    private Refusal unclaimed() {
        return target.isClaimed(review.timeMillis())
                ? null
                : refused(Reason.NOT_CLAIMED, "nobody has claimed the case, or the lease has ended");
    }

    private Refusal undecidable() {
        if (review.action().rejects()) {
            if (isBlank(review.typology())) {
                return refused(Reason.TYPOLOGY_REQUIRED, "who rejects says what kind of fraud it is: typology");
            }
            if (isBlank(review.reason())) {
                return refused(Reason.REASON_REQUIRED, "who rejects says why: reason");
            }
        }
        if (review.action() == ReviewAction.PARTIAL && isOfAll()) {
            return refused(
                    Reason.PARTIAL_OF_ALL,
                    "PARTIAL names the referrals that it rejects, and leaves others to approve: else say REJECT");
        }
        Plan plan = plan();
        CaseReferral lapsed = lapsed(plan);
        if (lapsed != null) {
            return refused(
                    Reason.TIMED_OUT,
                    "nobody decided about referral " + lapsed.referralId
                            + " in time, and its rewards were voided for that: no approval brings them back");
        }
        if (plan.approved().isEmpty() && plan.rejected().isEmpty()) {
            return refused(Reason.ALREADY_SO, "it is decided so already, and nothing is left to change");
        }
        boolean again = target.pending != null
                && target.pending.isSame(plan)
                && target.pending.reviewer().equals(review.reviewer());
        return again
                ? refused(
                        Reason.SECOND_PERSON_REQUIRED,
                        review.reviewer() + " has decided so: another person has to confirm")
                : null;
    }

    private boolean isOfAll() {
        if (review.referralIds().isEmpty()) {
            return true;
        }
        return target.referrals.values().stream()
                .noneMatch(each -> each.isOpen() && !review.referralIds().contains(each.referralId));
    }

    /** One that it would approve, and may not; null: there is none. */
    private CaseReferral lapsed(Plan plan) {
        for (String each : plan.approved()) {
            CaseReferral referral = target.referrals.get(each);
            if (referral.isLapsed()) {
                return referral;
            }
        }
        return null;
    }

    /** What it would change: of all of the case not what stands so already. */
    Plan plan() {
        List<String> approved = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        boolean approves = review.action() == ReviewAction.APPROVE;
        for (String id : target.named(review)) {
            CaseReferral each = target.referrals.get(id);
            if (!each.stands(approves)) {
                (approves ? approved : rejected).add(id);
            }
        }
        if (review.action() == ReviewAction.PARTIAL) {
            for (CaseReferral each : target.referrals.values()) {
                if (each.isOpen() && !review.referralIds().contains(each.referralId)) {
                    approved.add(each.referralId);
                }
            }
        }
        return new Plan(List.copyOf(approved), List.copyOf(rejected));
    }

    private Refusal unescalatable() {
        if (!target.status.isAwaited()) {
            return refused(Reason.NOTHING_TO_DECIDE, "the case waits for nobody");
        }
        return target.escalated ? refused(Reason.ALREADY_ESCALATED, "the case is escalated already") : null;
    }

    private Refusal linkedNoMore() {
        return unlinked().isEmpty()
                ? refused(Reason.ALREADY_SO, "somebody has said of these that they are not linked")
                : null;
    }

    /** Of those named the ones of whom nobody has said it. */
    List<String> unlinked() {
        return target.named(review).stream()
                .filter(each -> !target.referrals.get(each).notLinked)
                .toList();
    }

    private Refusal unappealable() {
        boolean lapsed = target.named(review).stream()
                .anyMatch(each -> target.referrals.get(each).isLapsed());
        if (lapsed && appealed().isEmpty()) {
            return refused(
                    Reason.TIMED_OUT,
                    "nobody decided about it in time, and its rewards were voided for that: no appeal brings them back");
        }
        return appealed().isEmpty()
                ? refused(
                        Reason.NOTHING_TO_APPEAL,
                        "nothing of it is rejected or blocked that was not appealed against already")
                : null;
    }

    /** Of those named the ones that may be appealed against. */
    List<String> appealed() {
        return target.named(review).stream()
                .filter(each -> target.referrals.get(each).mayAppeal())
                .toList();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static Refusal refused(Reason reason, String sentence) {
        return new Refusal(reason, sentence);
    }
}
