package dev.milepost.milestones.model.order;

/**
 * Which fact: what had become of an order by a moment.
 *
 * @param orderId null: of the order by which the user's referral qualified, whichever that is
 * @param causeId the event of that time; those before it in time, then by id, are counted as well
 */
public record OrderKey(String orderId, long timeMillis, String causeId) {}
