package dev.milepost.attribution.model;

import dev.milepost.runtime.fold.Model;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one key's events through a model, in the fold's order and without one. */
final class ModelRun<S, E extends Timed, K, F> {

    private final Model<S, E, K, F> model;
    final S state;

    private ModelRun(Model<S, E, K, F> model) {
        this.model = model;
        this.state = model.empty();
    }

    @SafeVarargs
    static <S, E extends Timed, K, F> ModelRun<S, E, K, F> of(Model<S, E, K, F> model, E... events) {
        return of(model, Arrays.asList(events));
    }

    static <S, E extends Timed, K, F> ModelRun<S, E, K, F> of(Model<S, E, K, F> model, List<? extends E> events) {
        ModelRun<S, E, K, F> run = new ModelRun<>(model);
        List<E> sorted = new ArrayList<>(events);
        sorted.sort(Timed.ORDER);
        sorted.forEach(run::apply);
        return run;
    }

    /** Applies the event and gives the keys that the model says have changed. */
    Set<K> apply(E event) {
        Set<K> changed = new LinkedHashSet<>();
        model.apply(state, event, changed::add);
        return changed;
    }

    ModelRun<S, E, K, F> expire(long beforeMillis) {
        model.expire(state, beforeMillis);
        return this;
    }

    long nextExpiry() {
        return model.nextExpiry(state);
    }

    boolean isEmpty() {
        return model.isEmpty(state);
    }

    F fact(K key) {
        return model.fact(state, key);
    }

    Set<K> keys() {
        Set<K> keys = new LinkedHashSet<>();
        model.keys(state, keys::add);
        return keys;
    }

    /** All facts that the state makes. */
    Map<K, F> facts() {
        Map<K, F> facts = new LinkedHashMap<>();
        for (K key : keys()) {
            F fact = fact(key);
            if (fact != null) {
                facts.put(key, fact);
            }
        }
        return facts;
    }
}
