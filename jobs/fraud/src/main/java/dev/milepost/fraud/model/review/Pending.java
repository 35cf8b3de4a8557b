package dev.milepost.fraud.model.review;

import java.util.List;

/** A decision that a second person has to confirm. */
record Pending(String reviewId, String reviewer, List<String> approved, List<String> rejected) {

    boolean isSame(Plan plan) {
        return approved.equals(plan.approved()) && rejected.equals(plan.rejected());
    }
}
