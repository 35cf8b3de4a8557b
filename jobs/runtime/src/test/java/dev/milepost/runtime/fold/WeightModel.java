package dev.milepost.runtime.fold;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A model made to be wrong wherever rules meet a fold: what a visit weighs depends on the rules at its time; a key with visits
 * of the last {@code span} wakes whenever a rule begins to hold, and counts them; everything expires as early as it may.
 *
 * <p>Facts, as text: {@code v/ID} the weight, {@code woke/TIME} the sum of the weights.
 */
record WeightModel(Rules<Weights> rules, long span) implements Model<WeightModel.State, Item, String, String> {

    record Entry(long time, int weight) {}

    /** What is remembered. */
    static final class State {

        final Map<String, Entry> visits = new TreeMap<>();
        final Map<Long, Integer> woken = new TreeMap<>();

        /** No wake at this time or before is to come. */
        long wokenTo = Long.MIN_VALUE;

        State copy() {
            State copy = new State();
            copy.visits.putAll(visits);
            copy.woken.putAll(woken);
            copy.wokenTo = wokenTo;
            return copy;
        }
    }

    @Override
    public State empty() {
        return new State();
    }

    @Override
    public State copy(State state) {
        return state.copy();
    }

    @Override
    public void apply(State state, Item item, Consumer<String> changed) {
        state.wokenTo = Math.max(state.wokenTo, item.timeMillis() - 1);
        int weight = item.value() * rules.current().at(item.timeMillis());
        state.visits.put(item.id(), new Entry(item.timeMillis(), weight));
        changed.accept("v/" + item.id());
    }

    @Override
    public void keys(State state, Consumer<String> keys) {
        state.visits.keySet().forEach(id -> keys.accept("v/" + id));
        state.woken.keySet().forEach(time -> keys.accept("woke/" + time));
    }

    @Override
    public String fact(State state, String key) {
        String name = key.substring(key.indexOf('/') + 1);
        if (key.startsWith("v/")) {
            Entry entry = state.visits.get(name);
            return entry == null ? null : Integer.toString(entry.weight());
        }
        Integer sum = state.woken.get(Long.parseLong(name));
        return sum == null ? null : sum.toString();
    }

    @Override
    public boolean timersFollowRules() {
        return true;
    }

    @Override
    public long nextTimer(State state) {
        long last = state.visits.values().stream().mapToLong(Entry::time).max().orElse(Long.MIN_VALUE);
        long next = rules.current().nextAfter(state.wokenTo);
        return last == Long.MIN_VALUE || next > last + span ? Long.MAX_VALUE : next;
    }

    @Override
    public void onTimer(State state, long timeMillis, Consumer<String> changed) {
        state.wokenTo = timeMillis;
        int sum = 0;
        for (Entry entry : state.visits.values()) {
            sum += entry.time() + span >= timeMillis ? entry.weight() : 0;
        }
        state.woken.put(timeMillis, sum);
        changed.accept("woke/" + timeMillis);
    }

    @Override
    public void expire(State state, long beforeMillis) {
        state.visits.values().removeIf(entry -> entry.time() + span <= beforeMillis);
        state.woken.keySet().removeIf(time -> time <= beforeMillis);
        if (isEmpty(state)) {
            state.wokenTo = Long.MIN_VALUE;
        }
    }

    @Override
    public long nextExpiry(State state) {
        long next = Long.MAX_VALUE;
        for (Entry entry : state.visits.values()) {
            next = Math.min(next, entry.time() + span);
        }
        for (long time : state.woken.keySet()) {
            next = Math.min(next, time);
        }
        return next;
    }

    @Override
    public boolean isEmpty(State state) {
        return state.visits.isEmpty() && state.woken.isEmpty();
    }

    /** Writes the state. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeLong(state.wokenTo, out);
            writeInt(state.visits.size(), out);
            for (Map.Entry<String, Entry> visit : state.visits.entrySet()) {
                writeText(visit.getKey(), out);
                writeLong(visit.getValue().time(), out);
                writeInt(visit.getValue().weight(), out);
            }
            writeInt(state.woken.size(), out);
            for (Map.Entry<Long, Integer> woken : state.woken.entrySet()) {
                writeLong(woken.getKey(), out);
                writeInt(woken.getValue(), out);
            }
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            State state = new State();
            state.wokenTo = readLong(in);
            for (int n = readInt(in); n > 0; n--) {
                state.visits.put(readText(in), new Entry(readLong(in), readInt(in)));
            }
            for (int n = readInt(in); n > 0; n--) {
                state.woken.put(readLong(in), readInt(in));
            }
            return state;
        }

        @Override
        public State copy(State state) {
            return state.copy();
        }
    }

    /** The memory of such a fold. */
    public static final class MemoryCodec extends FoldMemoryCodec<State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }
}
