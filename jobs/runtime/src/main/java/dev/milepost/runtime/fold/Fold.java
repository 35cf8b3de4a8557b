package dev.milepost.runtime.fold;

import dev.milepost.runtime.fold.Claims.Claim;
import dev.milepost.runtime.fold.Claims.Copy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps base, tail and head of one key. Plain Java: the property tests run it without Flink.
 *
 * <p>An event that comes in order extends the head and costs one application. Any other change replays the tail on a copy
 * of the base and compares all facts. Either way the facts reported are exactly those that differ, so the outcome does
 * not depend on the order of arrival.
 */
final class Fold<S, E extends Timed, K, F> {

    /** Takes the facts that changed. */
    @FunctionalInterface
    interface Facts<K, F> {
        /** One of {@code before} and {@code after} may be null: the fact is new, or no longer true. */
        void changed(K key, F before, F after);
    }

    private final Model<S, E, K, F> model;
    private final long horizonMillis;

    /**
     * Makes a fold.
     *
     * @param horizonMillis events of one identity that are further apart in event time are two events ({@link Claims})
     */
    Fold(Model<S, E, K, F> model, long horizonMillis) {
        this.model = model;
        this.horizonMillis = horizonMillis;
    }

    Outcome<E> accept(Change<E> change, FoldMemory<S> memory, Tail<E> tail, Seen seen, Facts<K, F> facts) {
        E element = change.element();
        E present = tail.get(element.identity());
        switch (change.kind()) {
            case ADD -> {
                if (element.timeMillis() <= memory.baseTime) {
                    return new Outcome<>(Outcome.Kind.BEHIND_BASE, element);
                }
                return add(element, present, memory, tail, seen, facts);
            }
            case PUT -> {
                boolean behindBase = element.timeMillis() <= memory.baseTime;
                if (behindBase && present == null) {
                    return new Outcome<>(Outcome.Kind.BEHIND_BASE, element);
                }
                if (element.equals(present)) {
                    return new Outcome<>(Outcome.Kind.DUPLICATE, null);
                }
                if (present == null) {
                    insert(element.identity(), element, memory, tail, facts);
                } else if (behindBase) {
                    fallBack(element, memory, tail, facts);
                } else {
                    tail.put(element.identity(), element);
                    replay(present, element, memory, tail, facts);
                }
                return new Outcome<>(Outcome.Kind.APPLIED, null);
            }
            case REMOVE -> {
                if (present == null) {
                    return new Outcome<>(Outcome.Kind.BEHIND_BASE, element);
                }
                tail.remove(element.identity());
                replay(present, null, memory, tail, facts);
                return new Outcome<>(Outcome.Kind.APPLIED, null);
            }
        }
        throw new AssertionError(change.kind());
    }

    /** By the rule of {@link Claims}: the outcome of all is the same, whatever came first. */
    private Outcome<E> add(E element, E present, FoldMemory<S> memory, Tail<E> tail, Seen seen, Facts<K, F> facts) {
        String identity = element.identity();
        Claims claims = seen.get(identity);
        if (claims == null) {
            // A tail of a state that knew no claims speaks for itself.
            claims = present == null ? Claims.NONE : Claims.NONE.with(Claim.standing(present));
        }
        Claim same = claims.same(element);
        if (same != null) {
            return copy(same, element, claims, tail, seen);
        }
        boolean refused = claims.refuse(element, horizonMillis);
        Claim beaten = claims.refusedBy(element, horizonMillis);
        claims = claims.with(refused ? Claim.refused(element) : Claim.standing(element));
        if (beaten == null) {
            seen.put(identity, claims);
            if (refused) {
                return new Outcome<>(Outcome.Kind.CONFLICT_REFUSED, element);
            }
            // Of one that is in the tail and further away than the horizon, the key is taken.
            insert(present == null ? identity : keyOf(identity, element.timeMillis()), element, memory, tail, facts);
            return new Outcome<>(Outcome.Kind.APPLIED, null);
        }
        String key = keyOf(beaten, identity, tail);
        E loser = tail.get(key);
        seen.put(identity, claims.with(Claim.refused(loser)));
        if (refused) {
            tail.remove(key);
            replay(loser, null, memory, tail, facts);
            return new Outcome<>(Outcome.Kind.CONFLICT_BOTH_REFUSED, loser);
        }
        tail.remove(key);
        tail.put(key.equals(identity) ? identity : keyOf(identity, element.timeMillis()), element);
        replay(loser, element, memory, tail, facts);
        return new Outcome<>(Outcome.Kind.CONFLICT_REPLACED, loser);
    }

    /** The same event once more; no replay, because the model makes the same of the same content. */
    private Outcome<E> copy(Claim same, E element, Claims claims, Tail<E> tail, Seen seen) {
        Copy copy = Copy.of(element);
        if (!same.stands()) {
            if (copy.compareTo(same.refused()) >= 0) {
                return new Outcome<>(Outcome.Kind.DUPLICATE, null);
            }
            seen.put(element.identity(), claims.with(Claim.refused(element)));
            return new Outcome<>(Outcome.Kind.EARLIER_REFUSED_COPY, element);
        }
        String key = keyOf(same, element.identity(), tail);
        E present = tail.get(key);
        if (copy.compareTo(Copy.of(present)) >= 0) {
            return new Outcome<>(Outcome.Kind.DUPLICATE, null);
        }
        tail.put(key, element);
        return new Outcome<>(Outcome.Kind.EARLIER_COPY, present);
    }

    /** The latest event of an identity that stands, where it is in the tail; else null. */
    E latest(String identity, Tail<E> tail, Seen seen) {
        E latest = null;
        for (Claim claim : seen.get(identity).all()) {
            latest = claim.stands() ? tail.get(keyOf(claim, identity, tail)) : latest;
        }
        return latest;
    }

    /** The key in the tail of an event that stands and is after the base. */
    private String keyOf(Claim claim, String identity, Tail<E> tail) {
        E first = tail.get(identity);
        return first != null && first.timeMillis() == claim.timeMillis()
                ? identity
                : keyOf(identity, claim.timeMillis());
    }

    private static String keyOf(String identity, long timeMillis) {
        return identity + '\n' + timeMillis;
    }

    private void insert(String key, E element, FoldMemory<S> memory, Tail<E> tail, Facts<K, F> facts) {
        tail.put(key, element);
        boolean inOrder = memory.head == null || memory.isAfterLast(element);
        if (!inOrder || element.timeMillis() <= memory.timersTo) {
            replay(null, element, memory, tail, facts);
            return;
        }
        S before = headOf(memory);
        S after = model.copy(before);
        Set<K> changed = new LinkedHashSet<>();
        fireTimers(after, element.timeMillis() - 1, changed::add);
        model.apply(after, element, changed::add);
        // The element may ask for a timer that is due already: of a fact, its own time can be past it.
        fireTimers(after, memory.timersTo, changed::add);
        memory.head = after;
        memory.setLast(element);
        report(changed, before, after, facts);
    }

    /**
     * What made the version in the tail has gone, and the fact is again what it was at base time or before. The base
     * may lack that version: the newer one can have taken its place while both were in the tail.
     */
    private void fallBack(E version, FoldMemory<S> memory, Tail<E> tail, Facts<K, F> facts) {
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
    private void replay(E taken, E given, FoldMemory<S> memory, Tail<E> tail, Facts<K, F> facts) {
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

    private S foldOn(S base, List<E> events, long timersTo) {
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

    /** Event time has passed {@code timeMillis}: the model's timers up to it fire. */
    void advance(long timeMillis, FoldMemory<S> memory, Facts<K, F> facts) {
        if (timeMillis <= memory.timersTo) {
            return;
        }
        memory.timersTo = timeMillis;
        S before = headOf(memory);
        if (model.nextTimer(before) > timeMillis) {
            return;
        }
        S after = model.copy(before);
        Set<K> changed = new LinkedHashSet<>();
        fireTimers(after, timeMillis, changed::add);
        memory.head = after;
        report(changed, before, after, facts);
    }

    /**
     * Moves the events up to and including {@code timeMillis} into the base, and forgets what nobody needs any more. The
     * model's timers up to that time have fired ({@link #advance}).
     */
    void compact(long timeMillis, FoldMemory<S> memory, Tail<E> tail, Seen seen) {
        if (timeMillis <= memory.baseTime) {
            return;
        }
        if (nextTimer(memory) <= timeMillis) {
            throw new IllegalStateException("The timer at " + nextTimer(memory) + " has not fired by " + timeMillis);
        }
        S base = baseOf(memory);
        List<E> left = new ArrayList<>();
        for (E event : sorted(tail)) {
            if (event.timeMillis() > timeMillis) {
                left.add(event);
                continue;
            }
            fireTimers(base, event.timeMillis() - 1, key -> {});
            model.apply(base, event, key -> {});
        }
        tail.removeUpTo(timeMillis);
        // Whatever may still come is after the base: further from these than the horizon.
        seen.forgetUpTo(timeMillis - horizonMillis);
        // All of them, though a later event may have had the head fire them: what follows sees nothing pending.
        fireTimers(base, timeMillis, key -> {});
        boolean forgets = model.nextExpiry(base) <= timeMillis;
        if (forgets) {
            model.expire(base, timeMillis);
            if (model.nextExpiry(base) <= timeMillis) {
                throw new IllegalStateException(
                        model.getClass().getSimpleName() + " never forgets what expires at " + model.nextExpiry(base));
            }
        }
        memory.base = model.isEmpty(base) ? null : base;
        memory.baseTime = timeMillis;
        memory.timersTo = Math.max(memory.timersTo, timeMillis);
        if (left.isEmpty() && memory.timersTo == timeMillis) {
            memory.head = null;
        } else if (forgets) {
            // Not by expire: the head knows what came after, which a late event may still take back.
            memory.head = foldOn(base, left, memory.timersTo);
        }
    }

    /** When the model's next timer is due, by the state as it is now. */
    long nextTimer(FoldMemory<S> memory) {
        return model.nextTimer(headOf(memory));
    }

    /** When {@link #compact} would forget something besides events of the tail: of the base, or a head beyond it. */
    long nextExpiry(FoldMemory<S> memory) {
        long expiry = memory.base == null ? Long.MAX_VALUE : model.nextExpiry(memory.base);
        boolean ahead = memory.head != null && memory.timersTo > memory.baseTime;
        return ahead ? Math.min(expiry, memory.timersTo) : expiry;
    }

    S headOf(FoldMemory<S> memory) {
        return memory.head == null ? baseOf(memory) : memory.head;
    }

    private S baseOf(FoldMemory<S> memory) {
        return memory.base == null ? model.empty() : memory.base;
    }

    private void fireTimers(S state, long upTo, Consumer<K> changed) {
        for (long due = model.nextTimer(state); due <= upTo; due = model.nextTimer(state)) {
            model.onTimer(state, due, changed);
            if (model.nextTimer(state) == due) {
                throw new IllegalStateException(
                        model.getClass().getSimpleName() + " asks for the timer at " + due + " for ever");
            }
        }
    }

    private void report(Set<K> keys, S before, S after, Facts<K, F> facts) {
        for (K key : keys) {
            F old = model.fact(before, key);
            F now = model.fact(after, key);
            if (!Objects.equals(old, now)) {
                facts.changed(key, old, now);
            }
        }
    }

    private static <E extends Timed> List<E> sorted(Tail<E> tail) {
        List<E> events = new ArrayList<>(tail.all());
        events.sort(Timed.ORDER);
        return events;
    }
}
