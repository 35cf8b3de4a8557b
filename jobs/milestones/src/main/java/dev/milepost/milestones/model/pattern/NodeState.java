package dev.milepost.milestones.model.pattern;

import java.util.List;

/** What a node remembers of one subject. Immutable; null stands for nothing. */
sealed interface NodeState {

    /**
     * Of nth.
     *
     * @param number matches so far, no more than n
     * @param referrals that they are of, until there are n
     */
    record Counted(long number, Referrals referrals) implements NodeState {}

    /**
     * Of count and sum.
     *
     * @param mark of a calendar window the unit's end, of a session the last event; else 0
     * @param entries of a rolling window; else null
     * @param referrals that are counted while it is below the threshold; of a rolling window none, as its entries say it
     */
    record Tally(long mark, Total total, Fifo<Entry> entries, Referrals referrals) implements NodeState {}

    /** Part of a rolling tally. */
    record Entry(long timeMillis, long number, List<String> referrals) {}

    /**
     * Of a distinct count.
     *
     * @param mark as of {@link Tally}
     * @param reached in a lifetime: nothing more can happen, and no value is needed
     * @param values by the latest occurrence of each, the latest last; no more than the threshold
     */
    record Distinct(long mark, boolean reached, List<Occurrence> values) implements NodeState {}

    /** When a value was seen last, and of which referrals. */
    record Occurrence(long timeMillis, String value, List<String> referrals) {}

    /**
     * Of level: it is at least that.
     *
     * @param due when it will have lasted; Long.MAX_VALUE: it has, or nothing is asked
     */
    record Level(Completion since, long due) implements NodeState {}

    /**
     * Of all.
     *
     * @param last of a session, the latest completion of a part; else 0
     * @param latest of each part since the last completion of all, or null
     * @param bought the orders by which parts have completed since then
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes them
    record Together(long last, Completion[] latest, List<Bought> bought, NodeState[] parts) implements NodeState {}

    /** Of any. */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes them
    record Either(NodeState[] parts) implements NodeState {}

    /**
     * Of sequence.
     *
     * @param begun what the parts up to and including each have done in order, of all ways that which began last; or null
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes them
    record InOrder(Begun[] begun, NodeState[] parts) implements NodeState {}

    /**
     * When the first parts of a sequence began, and the referrals that they count.
     *
     * @param bought the orders of all ways to have done them
     */
    record Begun(long startMillis, List<String> referrals, List<Bought> bought) {}

    /**
     * Of timer.
     *
     * @param anchor until it has completed; else null
     * @param anchored its first completion, or null
     * @param due when it completes next; Long.MAX_VALUE: never again
     * @param k how often it has
     */
    record Timed(NodeState anchor, Completion anchored, long due, long k) implements NodeState {}

    /**
     * Of absence.
     *
     * @param pending completions of {@code after} that wait
     */
    record Waiting(NodeState after, Fifo<Completion> pending) implements NodeState {}

    /** Whether none of them holds anything. */
    static boolean allNull(Object[] values) {
        for (Object value : values) {
            if (value != null) {
                return false;
            }
        }
        return true;
    }
}
