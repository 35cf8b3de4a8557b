package dev.milepost.runtime.fold;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * A pure model of one key: it decides, and remembers nothing outside the state it is given.
 *
 * <p>The state is mutable and owned by the fold. Elements inside it that {@link #copy} shares must never be changed in
 * place. The outcome is a function of the state alone: of facts that {@link #fact} computes from it, by key.
 *
 * @param <S> the state
 * @param <E> the events and facts it folds, in {@link Timed#ORDER}
 * @param <K> the key of a fact, with equals and hashCode
 * @param <F> a fact, with equals
 */
public interface Model<S, E extends Timed, K, F> extends Serializable {

    /** The state before the first event. */
    S empty();

    /** A state that may be changed without changing {@code state}. */
    S copy(S state);

    /**
     * Takes one event in, at or after the time of all before it. A version of a fact that the state holds already (by
     * identity) replaces it as if the earlier one had never been there: whether the fold saw both or only the newer is
     * chance. Where a fact falls back to an older version, that one alone may come behind later events.
     *
     * @param changed takes the key of every fact that may have changed; too many cost time, too few are a bug
     */
    void apply(S state, E event, Consumer<K> changed);

    /** The keys of all facts that {@code state} makes. */
    void keys(S state, Consumer<K> keys);

    /** The fact of that key, or null where the state makes none. */
    F fact(S state, K key);

    /** When {@link #onTimer} has to be called next, in event time; Long.MAX_VALUE for never. */
    default long nextTimer(S state) {
        return Long.MAX_VALUE;
    }

    /**
     * Whether {@link #nextTimer} asks the {@link Rules}: then it is asked again, of every key, when rules come. So a key whose
     * events are long past can wake when a rule begins to hold.
     */
    default boolean timersFollowRules() {
        return false;
    }

    /** Event time has passed {@code timeMillis}, which {@link #nextTimer} asked for and must not ask for again. */
    default void onTimer(S state, long timeMillis, Consumer<K> changed) {}

    /**
     * Forgets what no event later than {@code beforeMillis} can change or need: the state holds all events up to that
     * time and none after it, and all timers up to it have fired. It must not change what any later event does, nor the
     * facts that the state still makes; facts that are forgotten stay as they were told, and nothing makes them again.
     */
    void expire(S state, long beforeMillis);

    /**
     * The smallest time for which {@link #expire} would forget something, as far as is known now; Long.MAX_VALUE for
     * never. After {@code expire(state, t)} it is greater than t.
     */
    long nextExpiry(S state);

    /** Whether the state equals {@link #empty}: nothing has to be remembered for the key. */
    boolean isEmpty(S state);
}
