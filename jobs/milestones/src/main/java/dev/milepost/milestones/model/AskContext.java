package dev.milepost.milestones.model;

/**
 * A user at the time when an ask's milestone was first reached, or when it is due, by all that happened up to that time and at it.
 *
 * @param signupMillis null: unknown
 * @param optedOut never to be asked
 * @param consent to marketing
 * @param segment null: none
 * @param suppressedBy the event of the first suppressor that holds; null: none does
 * @param referralCode the latest that they own in the ask's program when the milestone was reached; null: none is known
 */
public record AskContext(
        Long signupMillis,
        boolean optedOut,
        boolean consent,
        String segment,
        String suppressedBy,
        String referralCode) {}
