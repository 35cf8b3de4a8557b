package dev.milepost.attribution.operator;

import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.Timed;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Tells the next fold what changed, and nothing else.
 *
 * @param <E> the events
 * @param <K> the key of a fact
 * @param <F> the fact that this fold finds
 * @param <G> the fact that the next fold reads, a supertype
 */
final class FactOutput<E extends Timed, K, F extends G, G extends Timed> implements FoldOutput<E, K, F, Change<G>> {

    private static final long serialVersionUID = 1L;

    private final String fold;
    private final KeySelector<G, String> nextKey;
    private transient Rows rows;

    /** For the fold of that name. */
    FactOutput(String fold, KeySelector<G, String> nextKey) {
        this.fold = fold;
        this.nextKey = nextKey;
    }

    @Override
    public void changed(K key, F before, F after, Emission<Change<G>> out) {
        Changes.<G>replace(before, after, nextKey, out::collect);
    }

    @Override
    public void refused(E event, Outcome.Kind why, Emission<Change<G>> out) {
        if (rows == null) {
            rows = new Rows();
        }
        rows.put(Refusals.of(event, why, fold, out.key()), out);
    }
}
