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
        page.sentence("With a fraud score of at most " + Wording.number(review.riskOver())
                + " a reward is free when its hold is over; above that a person has to approve it.");
        page.sentence("From " + Wording.number(review.blockOver())
                + " on, with signs of one identity or a ring, it is blocked.");
        if (review.secondPersonOverMinor() != Long.MAX_VALUE) {
            page.sentence("Over " + wording.money(review.secondPersonOverMinor()) + " two people have to decide.");
        }
        page.sentence("Where nobody has decided " + Wording.length(review.after()) + " after it was earned, it is "
                + switch (review.onTimeout()) {
                    case RELEASE -> "released (on_timeout: release).";
                    case VOID -> "void (on_timeout: void).";
                    case ESCALATE -> "still held, and the case goes to somebody above (on_timeout: escalate).";
                });
    }
}
