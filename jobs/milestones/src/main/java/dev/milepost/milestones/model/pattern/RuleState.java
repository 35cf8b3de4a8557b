package dev.milepost.milestones.model.pattern;

/**
 * What a rule remembers of one subject. Immutable.
 *
 * @param from when the rule began: an equal pattern that begins anew later has a state of its own
 * @param hash of the pattern
 * @param head the pattern's state, or null
 * @param forgotten how many completions there were before the recent ones
 * @param recent completions that are still told of, in order
 * @param log what may still be revised, or null
 */
public record RuleState(long from, long hash, NodeState head, long forgotten, Fifo<Reached> recent, Log log) {

    /**
     * The part of the history that a refund, or a new version of a fact, may change. The head is what the events make of
     * {@code settled}.
     *
     * @param settled the state before the first of the events; meaningful where there are some
     * @param earlier how many of the recent completions are before the first of the events
     * @param open the referral was bound: its events are seen. Always true of other rules
     * @param events in order
     * @param refunds what may still change an order, in order
     * @param firedTo timers of the head have fired up to that time
     */
    record Log(
            NodeState settled,
            int earlier,
            boolean open,
            Fifo<SubjectEvent> events,
            Fifo<SubjectEvent> refunds,
            long firedTo) {

        Log events(Fifo<SubjectEvent> others) {
            return new Log(settled, earlier, open, others, refunds, firedTo);
        }

        Log refunded(SubjectEvent refund) {
            return new Log(settled, earlier, open, events, refunds.push(refund), firedTo);
        }

        Log firedTo(long timeMillis) {
            return new Log(settled, earlier, open, events, refunds, timeMillis);
        }

        /** With a first event, which is after all that the state holds. */
        Log startingAt(RuleState state) {
            return new Log(state.head, state.recent.size(), open, events, refunds, firedTo);
        }

        boolean isNothing(boolean gated) {
            return events.isEmpty() && refunds.isEmpty() && !(gated && open);
        }
    }

    /** How many completions there have been. */
    public long completions() {
        return forgotten + recent.size();
    }

    /** Whether there is nothing but, perhaps, a number of completions that are forgotten. */
    public boolean isSpent() {
        return head == null && log == null && recent.isEmpty();
    }

    /** How many completions are not forgotten. */
    public int recentSize() {
        return recent.size();
    }

    /** A completion that is not forgotten, from 0 in order. */
    public Reached recentAt(int index) {
        return recent.get(index);
    }

    /** Whether completions told before may have changed; else at most one was added. */
    public boolean mayBeRevised() {
        return log != null;
    }

    /** Whether the completions are those of the other. */
    public boolean completesAs(RuleState other) {
        return forgotten == other.forgotten && recent == other.recent;
    }

    RuleState withHead(NodeState state) {
        return new RuleState(from, hash, state, forgotten, recent, log);
    }

    RuleState reaching(Reached reached) {
        return new RuleState(from, hash, head, forgotten, recent.push(reached), log);
    }

    RuleState with(Log other) {
        return new RuleState(from, hash, head, forgotten, recent, other);
    }
}
