package dev.milepost.runtime.fold;

import java.io.Serializable;

/**
 * Turns what a fold found into rows, and into changes for the folds after it.
 *
 * @param <E> the events
 * @param <K> the key of a fact
 * @param <F> a fact
 * @param <O> the type of the main output
 */
public interface FoldOutput<E, K, F, O> extends Serializable {

    /** A fact is new ({@code before} is null), different, or no longer true ({@code after} is null). */
    void changed(K key, F before, F after, Emission<O> out);

    /** An added event is in the fold; told again where a copy of it that was received earlier takes its place. */
    default void accepted(E event, Emission<O> out) {}

    /** An event that {@link #accepted} told of is in the fold no longer: another of its identity took its place. */
    default void replaced(E event, Emission<O> out) {}

    /**
     * New {@link Rules} hold at the time of an event that {@link #accepted} told of. Only for what it told by the rules then
     * in force, and can put again; facts of the model are told by {@link #changed}.
     */
    default void rulesChanged(E event, Emission<O> out) {}

    /** An event or fact is not in the fold: a conflict (refused or replaced), or behind the base. */
    void refused(E event, Outcome.Kind why, Emission<O> out);
}
