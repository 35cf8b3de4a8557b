package dev.milepost.runtime.fold;

/**
 * What became of a change.
 *
 * @param kind what happened
 * @param loser the event that lost, where it was in the fold or is the new one; of an earlier copy the one before it; else
 *     null
 * @param <E> the events
 */
public record Outcome<E>(Kind kind, E loser) {

    /** What happened. */
    public enum Kind {
        /** It is in the fold. */
        APPLIED,
        /** The same event is in the fold already, or the fact says nothing new. */
        DUPLICATE,
        /** The same event is in the fold already, as a copy that was received later: this one stands in its place. */
        EARLIER_COPY,
        /** The same event was refused already, as a copy that was received later: this one is to be told instead. */
        EARLIER_REFUSED_COPY,
        /** A smaller event of the same identity refuses it; the loser is the new one. */
        CONFLICT_REFUSED,
        /** It has taken the place of another event of the same identity, the loser. */
        CONFLICT_REPLACED,
        /** A smaller event of the same identity refuses it, and it refuses one that was in the fold, the loser. */
        CONFLICT_BOTH_REFUSED,
        /** It is not after the base: it came later than the lateness allows. */
        BEHIND_BASE
    }
}
