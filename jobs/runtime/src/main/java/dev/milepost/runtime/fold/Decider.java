package dev.milepost.runtime.fold;

import java.io.Serializable;

/**
 * What is decided of one key, and told to the outside, behind the watermark: in plain Java, over a state that it is given.
 *
 * <p>Facts decide nothing when they are taken in, for one that is earlier may still come. They are decided at a time that the
 * decider asks for, once event time has passed it. What comes later than that is decided at the next watermark, and corrects
 * what was told by telling more; nothing is taken back. How often a decider is asked, and by which times up to the watermark, must
 * change nothing of what it tells.
 *
 * @param <S> the state; mutable
 * @param <F> a fact
 * @param <R> what all rules together make
 */
public interface Decider<S, F, R> extends Serializable {

    /** The state before the first fact. */
    S empty();

    /**
     * What a fact is about, with an equality of its own: of two facts about the same thing the later one says what is true, so they
     * stay in the order in which they come, though the former be one that counts later.
     */
    Object about(F fact);

    /**
     * A fact holds from now on, or no more.
     *
     * @param reachedMillis the time that event time has reached: a fact of no later time comes late. It depends on chance, so
     *     nothing but that may follow from it
     * @param ruledMillis so far all rules are known that hold by then; of a fact that is taken ahead of it, as a checkpoint does,
     *     those of its time may still come. It depends on chance too, so it may only say what is kept
     */
    void take(S state, String key, Change<F> change, long reachedMillis, long ruledMillis, R rules);

    /**
     * The time at which there is something to decide next; Long.MAX_VALUE: never. A time that has passed is asked for where
     * something came late.
     */
    long nextTime(S state, String key, R rules);

    /**
     * Decides all up to that time, itself included, and tells it.
     *
     * @param reachedMillis the time that event time has reached, {@code timeMillis} or later. It depends on chance, so nothing
     *     but when a correction of what was told was known may follow from it
     */
    void decide(S state, String key, long timeMillis, long reachedMillis, R rules, Emission<?> out);

    /** Whether nothing has to be remembered of the key. */
    boolean isEmpty(S state);
}
