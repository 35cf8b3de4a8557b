package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One fold in Flink's harness, fed all its changes: the first half, then, restored from a snapshot, the second; then time
 * passes until nothing is left to forget.
 */
final class Stage<E extends Timed, O> {

    private final List<Change<E>> input;
    private final KeySelector<E, String> key;
    private final List<KeyedOneInputStreamOperatorTestHarness<String, Change<E>, O>> runs = new ArrayList<>();

    Stage(
            Supplier<? extends FoldFunction<?, E, ?, ?, O>> fold,
            KeySelector<E, String> key,
            Collection<Change<E>> changes,
            long end)
            throws Exception {
        this.input = List.copyOf(changes);
        this.key = key;
        var first = open(fold.get());
        first.open();
        feed(first, input.subList(0, input.size() / 2));
        var second = open(fold.get());
        second.initializeState(first.snapshot(1, 1));
        second.open();
        feed(second, input.subList(input.size() / 2, input.size()));
        second.processWatermark(end);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Change<E>, O> open(FoldFunction<?, E, ?, ?, O> fold)
            throws Exception {
        KeySelector<E, String> keyOf = key;
        var harness = new KeyedOneInputStreamOperatorTestHarness<String, Change<E>, O>(
                new KeyedProcessOperator<>(fold), change -> keyOf.getKey(change.element()), Types.STRING);
        runs.add(harness);
        return harness;
    }

    private static <E extends Timed> void feed(
            KeyedOneInputStreamOperatorTestHarness<String, Change<E>, ?> harness, List<Change<E>> changes)
            throws Exception {
        for (Change<E> change : changes) {
            harness.processElement(change, change.element().timeMillis());
        }
    }

    List<O> output() {
        return runs.stream().flatMap(run -> run.extractOutputValues().stream()).toList();
    }

    <X> List<X> output(OutputTag<X> tag) {
        List<X> values = new ArrayList<>();
        for (var run : runs) {
            var side = run.getSideOutput(tag);
            if (side != null) {
                side.forEach(element -> values.add(element.getValue()));
            }
        }
        return values;
    }

    /** The keys of which a fact that is remembered for good was told last. */
    Set<String> keysOf(Predicate<E> lasting) throws Exception {
        Map<String, E> facts = new HashMap<>();
        for (Change<E> change : input) {
            String fact = key.getKey(change.element()) + " " + change.element().identity();
            if (change.kind() == Change.Kind.REMOVE) {
                facts.remove(fact);
            } else {
                facts.put(fact, change.element());
            }
        }
        Set<String> keys = new TreeSet<>();
        for (E fact : facts.values()) {
            if (lasting.test(fact)) {
                keys.add(key.getKey(fact));
            }
        }
        return keys;
    }

    /** Each of so many keys has one value in state, and nobody waits for anything. */
    void assertLeft(int keys) {
        var harness = runs.get(runs.size() - 1);
        assertThat(input).as("changes").isNotEmpty();
        assertThat(harness.numEventTimeTimers()).as("timers").isZero();
        assertThat(harness.numKeyedStateEntries()).as("entries of state").isEqualTo(keys);
    }
}
