package dev.milepost.runtime.fold;

import dev.milepost.runtime.fold.Claims.Claim;
import dev.milepost.runtime.fold.Claims.Copy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps base, tail and head of one key. Plain Java: the property tests run it without Flink.
 *
 * <p>Here is decided what a change does to the tail; {@link Replay} then makes the head anew and reports the facts that
 * differ, so the outcome does not depend on the order of arrival.
 */
final class Fold<S, E extends Timed, K, F> {

    /** Takes the facts that changed. */
    @FunctionalInterface
    interface Facts<K, F> {
        /** One of {@code before} and {@code after} may be null: the fact is new, or no longer true. */
        void changed(K key, F before, F after);
    }

    private final Model<S, E, K, F> model;
    private final Replay<S, E, K, F> replay;
    private final long horizonMillis;

    /**
     * Makes a fold.
     *
     * @param horizonMillis events of one identity that are further apart in event time are two events ({@link Claims})
     */
    Fold(Model<S, E, K, F> model, long horizonMillis) {
        this.model = model;
        this.replay = new Replay<>(model);
        this.horizonMillis = horizonMillis;
    }

    /** Takes a change in, and reports the facts that differ. */
    Outcome<E> accept(Change<E> change, FoldMemory<S> memory, Tail<E> tail, Seen seen, Facts<K, F> facts) {
        Outcome<E> outcome = take(change, memory, tail, seen, facts);
        report(memory, facts);
        return outcome;
    }

    /** Reports the facts that differ since the last report of this key; before another key has its turn. */
    void report(FoldMemory<S> memory, Facts<K, F> facts) {
        replay.report(memory, facts);
    }

    /** Takes a change in; facts that differ may wait for {@link #report}. */
    Outcome<E> take(Change<E> change, FoldMemory<S> memory, Tail<E> tail, Seen seen, Facts<K, F> facts) {
        E element = change.element();
        E present = tail.get(element.identity());
        switch (change.kind()) {
            case ADD -> {
                if (!element.isEvent()) {
                    throw new IllegalArgumentException("A fact is put, not added: " + element.identity());
                }
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
                    replay.insert(element.identity(), element, memory, tail, facts);
                } else if (behindBase) {
                    replay.fallBack(element, memory, tail, facts);
                } else {
                    tail.put(element.identity(), element);
                    replay.exchange(present, element, memory, tail, facts);
                }
                return new Outcome<>(Outcome.Kind.APPLIED, null);
            }
            case REMOVE -> {
                if (present == null) {
                    return new Outcome<>(Outcome.Kind.BEHIND_BASE, element);
                }
                tail.remove(element.identity());
                replay.exchange(present, null, memory, tail, facts);
                return new Outcome<>(Outcome.Kind.APPLIED, null);
            }
        }
        throw new AssertionError(change.kind());
    }

    /** By the rule of {@link Claims}: the outcome of all is the same, whatever came first. */
    private Outcome<E> add(E element, E present, FoldMemory<S> memory, Tail<E> tail, Seen seen, Facts<K, F> facts) {
        String identity = element.identity();
        Claims claims = seen.get(identity);
        if (claims == null && present == null) {
            // The tail speaks for it.
            replay.insert(identity, element, memory, tail, facts);
            return new Outcome<>(Outcome.Kind.APPLIED, null);
        }
        if (claims == null) {
            claims = Claims.NONE.with(Claim.standing(present));
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
            replay.insert(
                    present == null ? identity : keyOf(identity, element.timeMillis()), element, memory, tail, facts);
            return new Outcome<>(Outcome.Kind.APPLIED, null);
        }
        String key = keyOf(beaten, identity, tail);
        E loser = tail.get(key);
        seen.put(identity, claims.with(Claim.refused(loser)));
        if (refused) {
            tail.remove(key);
            replay.exchange(loser, null, memory, tail, facts);
            return new Outcome<>(Outcome.Kind.CONFLICT_BOTH_REFUSED, loser);
        }
        tail.remove(key);
        tail.put(key.equals(identity) ? identity : keyOf(identity, element.timeMillis()), element);
        replay.exchange(loser, element, memory, tail, facts);
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

    /** Event time has passed {@code timeMillis}: the model's timers up to it fire. */
    void advance(long timeMillis, FoldMemory<S> memory, Facts<K, F> facts) {
        if (timeMillis <= memory.timersTo) {
            return;
        }
        memory.timersTo = timeMillis;
        S before = replay.headOf(memory);
        if (model.nextTimer(before) > timeMillis) {
            return;
        }
        S after = model.copy(before);
        Set<K> changed = new LinkedHashSet<>();
        replay.fireTimers(after, timeMillis, changed::add);
        memory.head = after;
        replay.report(changed, before, after, facts);
    }

    /**
     * Goes over to rules that are others from {@code fromMillis} on, and reports the facts that differ. Nothing does where
     * the key has seen nothing of that time or later: no rule says anything of what was before it.
     *
     * @return the events of that time or later, in their order; the base's are not among them
     */
    List<E> follow(Rules<?>.Turn turn, long fromMillis, FoldMemory<S> memory, Tail<E> tail, Facts<K, F> facts) {
        List<E> events = Replay.sorted(tail);
        int first = 0;
        while (first < events.size() && events.get(first).timeMillis() < fromMillis) {
            first++;
        }
        if (first == events.size() && memory.timersTo < fromMillis) {
            turn.on();
            return List.of();
        }
        replay.follow(turn, memory, events, facts);
        return events.subList(first, events.size());
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
        S base = replay.baseOf(memory);
        List<E> left = new ArrayList<>();
        for (E event : Replay.sorted(tail)) {
            if (event.timeMillis() > timeMillis) {
                left.add(event);
                continue;
            }
            replay.fireTimers(base, event.timeMillis() - 1, key -> {});
            model.apply(base, event, key -> {});
            remember(event, timeMillis - horizonMillis, seen);
        }
        tail.removeUpTo(timeMillis);
        // Whatever may still come is after the base: further from these than the horizon.
        seen.forgetUpTo(timeMillis - horizonMillis);
        // All of them, though a later event may have had the head fire them: what follows sees nothing pending.
        replay.fireTimers(base, timeMillis, key -> {});
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
            memory.head = replay.foldOn(base, left, memory.timersTo);
        }
    }

    /** The tail speaks for an event no longer. */
    private void remember(E event, long forgottenMillis, Seen seen) {
        if (event.isEvent() && event.timeMillis() > forgottenMillis && seen.get(event.identity()) == null) {
            seen.put(event.identity(), Claims.NONE.with(Claim.standing(event)));
        }
    }

    /** When the model's next timer is due, by the state as it is now. */
    long nextTimer(FoldMemory<S> memory) {
        return model.nextTimer(replay.headOf(memory));
    }

    /** When {@link #compact} would forget something besides events of the tail: of the base, or a head beyond it. */
    long nextExpiry(FoldMemory<S> memory) {
        long expiry = memory.base == null ? Long.MAX_VALUE : model.nextExpiry(memory.base);
        boolean ahead = memory.head != null && memory.timersTo > memory.baseTime;
        return ahead ? Math.min(expiry, memory.timersTo) : expiry;
    }

    S headOf(FoldMemory<S> memory) {
        return replay.headOf(memory);
    }
}
