package dev.milepost.programs.explain;

import dev.milepost.programs.model.Review;

/** Says what fraud detection and reviewers do to rewards. */
final class ReviewText {

    private final Wording wording;

    ReviewText(Wording wording) {
        this.wording = wording;
    }

    void write(Review review, Page page) {
        page.heading("Review: what fraud detection holds up");
        page.sentence(
                "A reward stays held, also when its hold is over, until every referral that earned it is cleared: by a"
                        + " fraud score of at most " + Wording.number(review.riskOver())
                        + ", or by a reviewer who approves it, whatever its score.");
        page.sentence("A referral that has no score yet is not cleared (but where whoever runs Milepost has turned"
                + " rewards.require_verdict off).");
        page.sentence("From a score of " + Wording.number(review.blockOver())
                + " on, with signs of one identity or a ring, a referral is blocked: it is not cleared by time.");
        if (review.secondPersonOverMinor() != Long.MAX_VALUE) {
            page.sentence("Where more than " + wording.money(review.secondPersonOverMinor())
                    + " are at risk, a decision waits until another reviewer decides the same (second_person_over); where verdicts"
                    + " come from outside Milepost (fraud.own_verdicts off), the approval of one is enough.");
        }
        page.sentence(
                "A referral that a reviewer rejects no longer counts, and what counted it in the last 400 days is counted again,"
                        + " with the next one in its place: what cannot stand without it is void, or taken back where it is"
                        + " released already; what is paid stays. One that is approved after all counts again.");
        page.sentence(
                "What is not cleared " + Wording.length(review.after()) + " after it was earned, or was cleared last, "
                        + switch (review.onTimeout()) {
                            case RELEASE ->
                                "is released when its hold is over, as if it were cleared (on_timeout: release); but it is void where"
                                        + " a referral is blocked, and stays held where one has no score.";
                            case VOID ->
                                "is void for good (on_timeout: void), also where fraud detection has not looked at it yet.";
                            case ESCALATE ->
                                "stays held, and says that it is escalated (on_timeout: escalate), until it is cleared or rejected.";
                        });
    }
}
