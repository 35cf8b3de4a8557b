package dev.milepost.milestones.model.ledger;

/** What an entry of the ledger says happened to a reward; the last one's is the state that the reward is in. */
public enum Step {
    /** It is owed from now on. */
    EARNED,
    /** It waits for its time, its condition and its verdicts. */
    HELD,
    /** It may be paid. */
    RELEASED,
    /** The outside has paid all that was owed. */
    PAID,
    /** It was released, not used in time, and is not owed any more. */
    EXPIRED,
    /** It never was released, and is not owed any more. */
    VOIDED,
    /** After its release, less is due, or more again. */
    REVERSED
}
