package dev.milepost.experiments.model;

/**
 * The key of what a referee brings an advocate.
 *
 * @param tie by which
 * @param what {@link #SIGNUP}, {@link #PURCHASE}, or the identity of a sale or refund
 */
public record RefereeKey(String tie, String what) {

    /** That they signed up. */
    static final String SIGNUP = "signup";

    /** That they bought for the first time. */
    static final String PURCHASE = "purchase";
}
