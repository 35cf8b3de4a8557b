package dev.milepost.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.fold.Model;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What every model promises of {@code expire}, over random histories: a state that forgets whenever it may finds what one
 * finds that never forgets; {@code nextExpiry} is the very moment at which there is something to forget; and all that
 * is forgotten one expiry after the other ends.
 *
 * @param size how many things a state holds: only forgetting makes them fewer
 */
record ExpiryLaw<S, E extends Timed, K, F>(Model<S, E, K, F> model, ToIntFunction<S> size) {

    private static final int MOST_EXPIRIES = 10_000;

    void holdsFor(List<? extends E> history, Random random, String name) {
        List<E> events = new ArrayList<>(history);
        events.sort(Timed.ORDER);
        S whole = model.empty();
        S sparing = model.empty();
        long expired = Long.MIN_VALUE;
        for (E event : events) {
            long from = Math.max(expired, event.timeMillis() - 3 * Given.DAY * (1 + random.nextInt(20)));
            if (event.timeMillis() - 1 > from && random.nextInt(3) > 0) {
                expired = from + random.nextLong(event.timeMillis() - from);
                model.expire(sparing, expired);
                assertSameFacts(whole, sparing, keys(sparing), name + ", expired to " + expired);
            }
            apply(whole, sparing, event, name);
            assertNextExpiryIsTrue(sparing, expired, name);
        }
        forgetAll(sparing, name);
    }

    /** The event makes of both states the same facts, and says so. */
    private void apply(S whole, S sparing, E event, String name) {
        S wholeBefore = model.copy(whole);
        S sparingBefore = model.copy(sparing);
        Set<K> told = new LinkedHashSet<>();
        model.apply(whole, event, key -> {});
        model.apply(sparing, event, told::add);
        Set<K> keys = new HashSet<>(keys(wholeBefore));
        keys.addAll(keys(whole));
        keys.addAll(told);
        for (K key : keys) {
            F was = model.fact(wholeBefore, key);
            F is = model.fact(whole, key);
            if (!Objects.equals(is, was)) {
                assertThat(model.fact(sparingBefore, key)).as(name + " before").isEqualTo(was);
                assertThat(model.fact(sparing, key)).as(name + " after").isEqualTo(is);
                assertThat(told).as(name + " is told").contains(key);
            }
        }
        assertSameFacts(whole, sparing, keys(sparing), name);
    }

    private void assertSameFacts(S whole, S sparing, Set<K> keys, String name) {
        for (K key : keys) {
            F expected = model.fact(whole, key);
            if (!Objects.equals(model.fact(sparing, key), expected)) {
                assertThat(model.fact(sparing, key)).as("%s: %s", name, key).isEqualTo(expected);
            }
        }
    }

    private void assertNextExpiryIsTrue(S state, long expired, String name) {
        long next = model.nextExpiry(state);
        if (next == Long.MAX_VALUE) {
            return;
        }
        if (next - 1 > expired) {
            S early = model.copy(state);
            model.expire(early, next - 1);
            assertThat(sizeOf(early)).as(name + ": nothing before " + next).isEqualTo(sizeOf(state));
        }
        S due = model.copy(state);
        model.expire(due, Math.max(next, expired));
        assertThat(sizeOf(due)).as(name + ": something at " + next).isLessThan(sizeOf(state));
    }

    private void forgetAll(S state, String name) {
        int expiries = 0;
        for (long next = model.nextExpiry(state); next != Long.MAX_VALUE; next = model.nextExpiry(state)) {
            model.expire(state, next);
            assertThat(++expiries).as(name + " ends").isLessThan(MOST_EXPIRIES);
        }
        int rest = sizeOf(state);
        model.expire(state, Given.T0 + 100_000 * Given.DAY);
        assertThat(sizeOf(state)).as(name + ": nothing is left to forget").isEqualTo(rest);
    }

    private int sizeOf(S state) {
        return size.applyAsInt(state) + keys(state).size();
    }

    private Set<K> keys(S state) {
        Set<K> keys = new LinkedHashSet<>();
        model.keys(state, keys::add);
        return keys;
    }
}
