package dev.milepost.runtime.fold.output;

import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Timed;
import java.util.function.Consumer;
import org.apache.flink.api.java.functions.KeySelector;

/** Makes a changelog of two versions of a fact. */
public final class Changes {

    private Changes() {}

    /**
     * Takes back what is no longer true of its key, and puts what is.
     *
     * @param before the earlier version, or null
     * @param after the later version, or null
     * @param key where the next fold keeps the fact: of another key or identity, it is another fact
     */
    public static <F extends Timed> void replace(
            F before, F after, KeySelector<F, String> key, Consumer<Change<F>> out) {
        boolean sameFact = before != null
                && after != null
                && keyOf(key, before).equals(keyOf(key, after))
                && before.identity().equals(after.identity());
        if (before != null && !sameFact) {
            out.accept(Change.remove(before));
        }
        if (after != null && !after.equals(before)) {
            out.accept(Change.put(after));
        }
    }

    private static <F> String keyOf(KeySelector<F, String> key, F fact) {
        try {
            return key.getKey(fact);
        } catch (Exception e) {
            throw new IllegalStateException("The key of " + fact + " cannot be read", e);
        }
    }
}
