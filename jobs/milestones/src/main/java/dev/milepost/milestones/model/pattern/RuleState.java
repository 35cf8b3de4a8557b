package dev.milepost.milestones.model.pattern;

import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * What a rule remembers of one subject. Immutable.
 *
 * <p>What has ended keeps its slot for good: the next completion is told in it. There are as many of those as completions stood
 * at one time more than do now, about 60 bytes each.
 *
 * @param from when the rule began: an equal pattern that begins anew later has a state of its own
 * @param hash of the pattern
 * @param head the pattern's state, or null
 * @param forgotten how many completions there were before the recent ones
 * @param recent what is still told of, by ordinal: what stands, then what has ended
 * @param log what may still be revised, or null
 */
public record RuleState(long from, long hash, NodeState head, long forgotten, Fifo<Slot> recent, Log log) {

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
     * @param index what is asked of the events at each new one
     */
    record Log(
            NodeState settled,
            int earlier,
            boolean open,
            Fifo<SubjectEvent> events,
            Refunds refunds,
            long firedTo,
            Index index) {

        Log(NodeState settled, int earlier, boolean open, Fifo<SubjectEvent> events, Refunds refunds, long firedTo) {
            this(settled, earlier, open, events, refunds, firedTo, Index.of(events));
        }

        Log events(Fifo<SubjectEvent> others) {
            return new Log(settled, earlier, open, others, refunds, firedTo);
        }

        /** With one more behind all. */
        Log push(SubjectEvent event) {
            return new Log(settled, earlier, open, events.push(event), refunds, firedTo, index.with(event));
        }

        Log refunded(SubjectEvent refund) {
            return new Log(settled, earlier, open, events, refunds.push(refund), firedTo, index);
        }

        /** Only the first so many of each. */
        Log upTo(int someEvents, int someRefunds) {
            return new Log(
                    settled,
                    earlier,
                    open,
                    Fifo.of(events.toList().subList(0, someEvents)),
                    Refunds.of(refunds.toList().subList(0, someRefunds)),
                    firedTo);
        }

        Log firedTo(long timeMillis) {
            return new Log(settled, earlier, open, events, refunds, timeMillis, index);
        }

        /** With a first event, which is after all that the state holds. */
        Log startingAt(RuleState state) {
            return new Log(state.head, state.standing(), open, events, refunds, firedTo, index);
        }

        /** Which identities there are, and how many bindings. Immutable. */
        record Index(PSet<String> identities, int bindings) {
            private static final Index NONE = new Index(HashTreePSet.empty(), 0);

            static Index of(Fifo<SubjectEvent> events) {
                Index index = NONE;
                for (SubjectEvent event : events.toList()) {
                    index = index.with(event);
                }
                return index;
            }

            Index with(SubjectEvent event) {
                return new Index(identities.plus(event.identity()), bindings + (Gates.isBinding(event) ? 1 : 0));
            }
        }

        boolean isNothing(boolean gated) {
            return events.isEmpty() && refunds.isEmpty() && !(gated && open);
        }
    }

    /** How many of the recent slots something stands in: the first ones. */
    public int standing() {
        int standing = recent.size();
        while (standing > 0 && recent.get(standing - 1).standing() == null) {
            standing--;
        }
        return standing;
    }

    /** How many completions stand. */
    public long completions() {
        return forgotten + standing();
    }

    /** How many slots there are: no completion was ever told beyond. */
    public long slots() {
        return forgotten + recent.size();
    }

    /** Whether there is nothing but, perhaps, a number of completions that are forgotten. */
    public boolean isSpent() {
        return head == null && log == null && recent.isEmpty();
    }

    /** How many slots are not forgotten. */
    public int recentSize() {
        return recent.size();
    }

    /** A slot that is not forgotten, from 0 in order. */
    public Slot recentAt(int index) {
        return recent.get(index);
    }

    /** All that are not forgotten. */
    public List<Slot> slotsToTell() {
        return recent.toList();
    }

    /** Whether slots told before may have changed; else at most one was added. */
    public boolean mayBeRevised() {
        return log != null;
    }

    /** Whether completions may still take, or lose, the places of others. */
    public boolean mayBeRenumbered() {
        return log != null && !log.events().isEmpty();
    }

    /** Whether its slots are those of the other, and one more behind them. */
    public boolean isOneMoreThan(RuleState other) {
        return forgotten == other.forgotten && recent.isPushOf(other.recent);
    }

    /** Whether all slots are those of the other. */
    public boolean completesAs(RuleState other) {
        return forgotten == other.forgotten && recent == other.recent;
    }

    RuleState withHead(NodeState state) {
        return new RuleState(from, hash, state, forgotten, recent, log);
    }

    /** With another completion behind all that stand. */
    RuleState reaching(Completion completion, boolean byReview) {
        int standing = standing();
        if (standing == recent.size()) {
            return new RuleState(from, hash, head, forgotten, recent.push(Slot.of(completion, byReview)), log);
        }
        List<Slot> slots = new ArrayList<>(recent.toList());
        slots.set(standing, slots.get(standing).turning(completion, byReview));
        return new RuleState(from, hash, head, forgotten, Fifo.of(slots), log);
    }

    /** The smallest time for which {@link #expireCourses} leaves something out; Long.MAX_VALUE for none. */
    long nextExpiryOfCourses() {
        long next = Long.MAX_VALUE;
        for (Slot slot : recent.toList()) {
            next = Math.min(next, slot.nextExpiry());
        }
        return next;
    }

    /** Without what stood in slots before what stands at that time, but for the first of each. */
    RuleState expireCourses(long beforeMillis) {
        if (nextExpiryOfCourses() > beforeMillis) {
            return this;
        }
        List<Slot> slots =
                recent.toList().stream().map(slot -> slot.expire(beforeMillis)).toList();
        return new RuleState(from, hash, head, forgotten, Fifo.of(slots), log);
    }

    RuleState with(Log other) {
        return new RuleState(from, hash, head, forgotten, recent, other);
    }
}
