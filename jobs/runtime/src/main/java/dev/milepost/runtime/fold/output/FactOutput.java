package dev.milepost.runtime.fold.output;

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
public final class FactOutput<E extends Timed, K, F extends G, G extends Timed>
        implements FoldOutput<E, K, F, Change<G>> {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private final KeySelector<G, String> nextKey;
    private transient Rows rows;

    /**
     * For a fold.
     *
     * @param operator its uid
     * @param nextKey where the next fold keeps the fact
     */
    public FactOutput(String operator, KeySelector<G, String> nextKey) {
        this.operator = operator;
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
        rows.put(FactLetters.of(event, why, operator, out.key()), out);
    }
}
