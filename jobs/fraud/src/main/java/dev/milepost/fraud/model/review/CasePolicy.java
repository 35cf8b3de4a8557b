package dev.milepost.fraud.model.review;

import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import java.time.ZoneId;

/**
 * What a program says about its cases.
 *
 * @param secondPersonOverMinor above it two people decide; Long.MAX_VALUE: never
 * @param onTimeout what happens to what nobody decided
 * @param after how long reviewers have
 * @param highFrom millionths: a score from which a case is of high risk
 * @param timezone of calendar lengths
 */
public record CasePolicy(long secondPersonOverMinor, OnTimeout onTimeout, Span after, long highFrom, ZoneId timezone) {

    /** Finds the policy in force. */
    @FunctionalInterface
    public interface Policies {
        /** Never null: what a case is of has a program with a review policy. */
        CasePolicy at(String programId, long timeMillis);
    }

    /** As a program file says it. */
    public static CasePolicy of(Review review, ZoneId timezone) {
        return new CasePolicy(
                review.secondPersonOverMinor(), review.onTimeout(), review.after(), review.blockOver(), timezone);
    }

    long dueMillis(long sinceMillis) {
        return after.after(sinceMillis, timezone);
    }
}
