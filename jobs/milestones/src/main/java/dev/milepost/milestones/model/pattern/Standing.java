package dev.milepost.milestones.model.pattern;

/**
 * What stands as a subject's nth completion from that moment on, by all that happened up to it and at it.
 *
 * @param causeId the event by which: that which completed the pattern, the refund, the version of a fact
 * @param knownMillis when that event was received; of a timer, at its time
 * @param byReview whether that event is a decision about a referral
 * @param completion null: nothing stands there any more
 */
public record Standing(long sinceMillis, String causeId, long knownMillis, boolean byReview, Completion completion) {}
