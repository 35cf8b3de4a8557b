package dev.milepost.runtime.fold;

/**
 * What became of a change.
 *
 * @param kind what happened
 * @param loser the event that lost, where two events of one identity differ; else null
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
        /** Another event of the same identity is in the fold and stays; the loser is the new one. */
        CONFLICT_REFUSED,
        /** It has taken the place of another event of the same identity, the loser. */
        CONFLICT_REPLACED,
        /** It is not after the base: it came later than the lateness allows. */
        BEHIND_BASE
    }
}
