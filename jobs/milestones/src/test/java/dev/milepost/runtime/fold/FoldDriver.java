package dev.milepost.runtime.fold;

import dev.milepost.runtime.codec.CodecSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The runtime's fold of one key in plain memory, for tests of models in other rooms. It keeps what the fold has told: by key, the
 * facts that are true.
 */
public final class FoldDriver<S, E extends Timed, K, F> {

    private final Fold<S, E, K, F> fold;
    private final CodecSerializer<FoldMemory<S>> memories;
    private final Map<String, E> events = new HashMap<>();
    private final Map<String, Claims> claims = new HashMap<>();
    private final Map<K, F> told = new HashMap<>();
    private FoldMemory<S> memory = new FoldMemory<>();

    public FoldDriver(Model<S, E, K, F> model, FoldMemoryCodec<S> codec) {
        fold = new Fold<>(model, 0);
        memories = new CodecSerializer<>(codec);
    }

    public void accept(Change<E> change) {
        Outcome<E> outcome = fold.accept(change, memory, tail, seen, this::changed);
        if (outcome.kind() != Outcome.Kind.APPLIED) {
            throw new AssertionError(change + ": " + outcome.kind());
        }
    }

    private void changed(K key, F before, F after) {
        if (!Objects.equals(before, told.get(key))) {
            throw new AssertionError(key + " was told as " + told.get(key) + ", not " + before);
        }
        if (after == null) {
            told.remove(key);
        } else {
            told.put(key, after);
        }
    }

    /** Event time passes: timers go off, each by itself. */
    public void advance(long time) {
        for (long due = fold.nextTimer(memory); due <= time; due = fold.nextTimer(memory)) {
            fold.advance(due, memory, this::changed);
            if (fold.nextTimer(memory) <= due) {
                throw new AssertionError("The timer at " + due + " stays");
            }
        }
        fold.advance(time, memory, this::changed);
    }

    /** Moves what happened up to that time, which event time has passed, into the base. */
    public void compact(long time) {
        fold.compact(time, memory, tail, seen);
        if (fold.nextExpiry(memory) <= memory.baseTime) {
            throw new AssertionError("What expires at " + fold.nextExpiry(memory) + " stays");
        }
    }

    /** How many bytes the memory took. */
    public int passThroughBytes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        memories.serialize(memory, out);
        byte[] bytes = out.getCopyOfBuffer();
        memory = memories.deserialize(new DataInputDeserializer(bytes));
        out.clear();
        memories.serialize(memory, out);
        if (!Arrays.equals(bytes, out.getCopyOfBuffer())) {
            throw new AssertionError("A memory that was read is written as other bytes");
        }
        return bytes.length;
    }

    public Map<K, F> told() {
        return told;
    }

    /** Up to when timers have fired. */
    public long timersTo() {
        return memory.timersTo;
    }

    public long baseTime() {
        return memory.baseTime;
    }

    public boolean hasForgottenAll() {
        return memory.base == null && memory.head == null && events.isEmpty();
    }

    private final Tail<E> tail = new Tail<>() {
        @Override
        public E get(String key) {
            return events.get(key);
        }

        @Override
        public void put(String key, E event) {
            events.put(key, event);
        }

        @Override
        public void remove(String key) {
            events.remove(key);
        }

        @Override
        public void removeUpTo(long timeMillis) {
            events.values().removeIf(event -> event.timeMillis() <= timeMillis);
        }

        @Override
        public List<E> all() {
            return new ArrayList<>(events.values());
        }
    };

    private final Seen seen = new Seen() {
        @Override
        public Claims get(String identity) {
            return claims.get(identity);
        }

        @Override
        public void put(String identity, Claims given) {
            claims.put(identity, given);
        }

        @Override
        public void forgetUpTo(long timeMillis) {
            claims.replaceAll((identity, each) -> each.after(timeMillis));
            claims.values().removeIf(Claims::isEmpty);
        }
    };
}
