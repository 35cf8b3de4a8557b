package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the head of one key after a change of its tail, and reports the facts that differ.
 *
 * <p>An event that comes in order extends the head and costs one application. Any other change replays the tail on a copy
 * of the base and compares the facts that may have changed. Either way the facts reported are exactly those that differ.
 */
final class Replay<S, E extends Timed, K, F> {

    private final Model<S, E, K, F> model;

    /** What may differ between {@link #reported} and the head. */
    private final Set<K> unreported = new LinkedHashSet<>();

    /** The head whose facts were reported last, where the head has gone on since; else null. */
    private S reported;

    Replay(Model<S, E, K, F> model) {
        this.model = model;
    }

    /**
     * Takes in an event that is new. In order, its facts wait for {@link #report}: until then the head is its own, and one
     * copy does for all that comes in order.
     */
    void insert(String key, E element, FoldMemory<S> memory, Tail<E> tail, Fold.Facts<K, F> facts) {
        tail.put(key, element);
        boolean inOrder = memory.head == null || memory.isAfterLast(element);
        if (!inOrder || element.timeMillis() <= memory.timersTo) {
            exchange(null, element, memory, tail, facts);
            return;
        }
        if (reported == null) {
            reported = headOf(memory);
            memory.head = model.copy(reported);
        }
        fireTimers(memory.head, element.timeMillis() - 1, unreported::add);
        model.apply(memory.head, element, unreported::add);
        // The element may ask for a timer that is due already: of a fact, its own time can be past it.
        fireTimers(memory.head, memory.timersTo, unreported::add);
        memory.setLast(element);
    }

    /** Reports the facts that differ since the last report, of the key of this memory. */
    void report(FoldMemory<S> memory, Fold.Facts<K, F> facts) {
        if (reported == null) {
            return;
        }
        S before = reported;
        reported = null;
        report(unreported, before, memory.head, facts);
        unreported.clear();
    }

    /**
     * What made the version in the tail has gone, and the fact is again what it was at base time or before. The base
     * may lack that version: the newer one can have taken its place while both were in the tail.
     */
    void fallBack(E version, FoldMemory<S> memory, Tail<E> tail, Fold.Facts<K, F> facts) {
        report(memory, facts);
        S before = headOf(memory);
        memory.base = baseOf(memory);
        model.apply(memory.base, version, key -> {});
        tail.remove(version.identity());
        List<E> events = sorted(tail);
        S after = foldOn(memory.base, events, memory.timersTo);
        Set<K> keys = new LinkedHashSet<>();
        model.keys(before, keys::add);
        model.keys(after, keys::add);
        settleHead(after, memory, events);
        report(keys, before, after, facts);
    }

    /**
     * Folds the tail anew on the base, and reports the facts that differ. Only events from the changed one on can make a
     * difference: the facts that they touch, with the change and without it, are compared, and no others.
     *
     * @param taken the event that is in the tail no longer, or null
     * @param given the event that is new in the tail, or null
     */
    void exchange(E taken, E given, FoldMemory<S> memory, Tail<E> tail, Fold.Facts<K, F> facts) {
        report(memory, facts);
        List<E> events = sorted(tail);
        List<E> former = new ArrayList<>(events);
        former.remove(given);
        if (taken != null) {
            former.add(taken);
            former.sort(Timed.ORDER);
        }
        Timed from = given == null || (taken != null && Timed.ORDER.compare(taken, given) < 0) ? taken : given;
        S before = headOf(memory);
        Set<K> changed = new LinkedHashSet<>();
        foldOn(baseOf(memory), former, from, memory.timersTo, changed::add);
        S after = foldOn(baseOf(memory), events, from, memory.timersTo, changed::add);
        settleHead(after, memory, events);
        report(changed, before, after, facts);
    }

    /** Folds the tail, which holds those events, by the turn's later rules, and reports all facts that differ. */
    void follow(Rules<?>.Turn turn, FoldMemory<S> memory, List<E> events, Fold.Facts<K, F> facts) {
        turn.back();
        report(memory, facts);
        S before = headOf(memory);
        Map<K, F> told = new LinkedHashMap<>();
        model.keys(before, key -> told.put(key, model.fact(before, key)));
        turn.on();
        S after = foldOn(baseOf(memory), events, memory.timersTo);
        settleHead(after, memory, events);
        Set<K> keys = new LinkedHashSet<>(told.keySet());
        model.keys(after, keys::add);
        for (K key : keys) {
            report(key, told.get(key), model.fact(after, key), facts);
        }
    }

    private void settleHead(S after, FoldMemory<S> memory, List<E> events) {
        if (events.isEmpty()) {
            memory.lastTime = Long.MIN_VALUE;
            memory.lastId = "";
            memory.lastIdentity = "";
        } else {
            memory.setLast(events.get(events.size() - 1));
        }
        memory.head = after;
    }

    S foldOn(S base, List<E> events, long timersTo) {
        return foldOn(base, events, null, timersTo, key -> {});
    }

    /** Tells what the events from {@code from} on may have changed; null for none of them. */
    private S foldOn(S base, List<E> events, Timed from, long timersTo, Consumer<K> changed) {
        Consumer<K> unheard = key -> {};
        S state = model.copy(base);
        for (E event : events) {
            boolean told = from != null && Timed.ORDER.compare(event, from) >= 0;
            fireTimers(state, event.timeMillis() - 1, told ? changed : unheard);
            model.apply(state, event, told ? changed : unheard);
        }
        fireTimers(state, timersTo, from == null ? unheard : changed);
        return state;
    }

    S headOf(FoldMemory<S> memory) {
        return memory.head == null ? baseOf(memory) : memory.head;
    }

    S baseOf(FoldMemory<S> memory) {
        return memory.base == null ? model.empty() : memory.base;
    }

    void fireTimers(S state, long upTo, Consumer<K> changed) {
        for (long due = model.nextTimer(state); due <= upTo; due = model.nextTimer(state)) {
            model.onTimer(state, due, changed);
            if (model.nextTimer(state) == due) {
                throw new IllegalStateException(
                        model.getClass().getSimpleName() + " asks for the timer at " + due + " for ever");
            }
        }
    }

    void report(Set<K> keys, S before, S after, Fold.Facts<K, F> facts) {
        for (K key : keys) {
            report(key, model.fact(before, key), model.fact(after, key), facts);
        }
    }

    private void report(K key, F old, F now, Fold.Facts<K, F> facts) {
        if (!Objects.equals(old, now)) {
            facts.changed(key, old, now);
        }
    }

    static <E extends Timed> List<E> sorted(Tail<E> tail) {
        List<E> events = new ArrayList<>(tail.all());
        events.sort(Timed.ORDER);
        return events;
    }
}
