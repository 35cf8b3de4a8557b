package dev.milepost.runtime.fold;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/**
 * Remembers a {@link Model}'s fold per key in Flink's keyed state, and reports what it found.
 *
 * <p>State per key: {@code fold}, one value with base and head; {@code tail}, the events of the last lateness plus margin,
 * by identity. Both are cleared by event-time timers: the tail moves into the base as the watermark passes it, the base
 * forgets what the model expires, and a key whose base is empty leaves nothing behind.
 *
 * <p>Metrics, in group {@code fold}: {@code duplicates}, {@code conflicts}, {@code behindBase} (expected 0: an alarm).
 *
 * @param <S> the model's state
 * @param <E> the events
 * @param <K> the key of a fact
 * @param <F> a fact
 * @param <O> the type of the main output
 */
public final class FoldFunction<S, E extends Timed, K, F, O> extends KeyedProcessFunction<String, Change<E>, O> {

    private static final long serialVersionUID = 1L;

    private final Model<S, E, K, F> model;
    private final FoldOutput<E, K, F, O> output;
    private final FoldSettings settings;
    private final ValueStateDescriptor<FoldMemory<S>> memoryDescriptor;
    private final MapStateDescriptor<String, E> tailDescriptor;

    private transient Fold<S, E, K, F> fold;
    private transient ValueState<FoldMemory<S>> memories;
    private transient MapState<String, E> tailState;
    private transient Counter duplicates;
    private transient Counter conflicts;
    private transient Counter behindBase;

    /**
     * @throws RuntimeException where one of the codecs has no public class with a public constructor without arguments,
     *     so that a savepoint could not be restored
     */
    public FoldFunction(
            Model<S, E, K, F> model,
            FoldOutput<E, K, F, O> output,
            FoldMemoryCodec<S> memoryCodec,
            Class<? super E> eventType,
            Codec<E> eventCodec,
            FoldSettings settings) {
        // Now, not when a savepoint with their names is restored.
        InstantiationUtil.checkForInstantiation(memoryCodec.getClass());
        InstantiationUtil.checkForInstantiation(eventCodec.getClass());
        this.model = model;
        this.output = output;
        this.settings = settings;
        this.memoryDescriptor = new ValueStateDescriptor<>("fold", CodecTypeInfo.of(FoldMemory.class, memoryCodec));
        this.tailDescriptor =
                new MapStateDescriptor<>("tail", Types.STRING, CodecTypeInfo.<E>of(eventType, eventCodec));
    }

    @Override
    public void open(OpenContext context) {
        fold = new Fold<>(model);
        memories = getRuntimeContext().getState(memoryDescriptor);
        tailState = getRuntimeContext().getMapState(tailDescriptor);
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("fold");
        duplicates = group.counter("duplicates");
        conflicts = group.counter("conflicts");
        behindBase = group.counter("behindBase");
    }

    @Override
    public void processElement(Change<E> change, Context context, Collector<O> collector) throws Exception {
        FoldMemory<S> stored = memories.value();
        FoldMemory<S> memory = stored == null ? new FoldMemory<>() : stored;
        Sides out = new Sides(memory, context, collector);
        Outcome<E> outcome = fold.accept(
                change, memory, new StateTail(), (key, before, after) -> output.changed(key, before, after, out));
        E element = change.element();
        switch (outcome.kind()) {
            case APPLIED -> {
                if (change.kind() == Change.Kind.ADD) {
                    output.accepted(element, out);
                }
            }
            case DUPLICATE -> {
                duplicates.inc();
                return;
            }
            case EARLIER_COPY -> {
                duplicates.inc();
                output.accepted(element, out);
            }
            case CONFLICT_REFUSED -> {
                conflicts.inc();
                output.refused(element, outcome.kind(), out);
            }
            case CONFLICT_REPLACED -> {
                conflicts.inc();
                output.replaced(outcome.loser(), out);
                output.refused(outcome.loser(), outcome.kind(), out);
                output.accepted(element, out);
            }
            case BEHIND_BASE -> {
                behindBase.inc();
                output.refused(element, outcome.kind(), out);
            }
        }
        schedule(memory, element.timeMillis(), context);
        memories.update(memory);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> collector) throws Exception {
        FoldMemory<S> memory = memories.value();
        if (memory == null || timestamp > settings.horizonMillis()) {
            return;
        }
        if (timestamp == memory.modelTimer) {
            memory.modelTimer = Long.MAX_VALUE;
            Sides out = new Sides(memory, context, collector);
            fold.advance(timestamp, memory, (key, before, after) -> output.changed(key, before, after, out));
        }
        long oldest = Long.MAX_VALUE;
        if (timestamp == memory.upkeepTimer) {
            memory.upkeepTimer = Long.MAX_VALUE;
            StateTail tail = new StateTail();
            fold.compact(timestamp - settings.latenessMillis() - settings.marginMillis() - 1, memory, tail);
            oldest = tail.oldest();
        }
        schedule(memory, Math.min(oldest, fold.nextExpiry(memory)), context);
        if (memory.base == null && memory.head == null && memory.upkeepTimer == Long.MAX_VALUE) {
            memories.clear();
            tailState.clear();
        } else {
            memories.update(memory);
        }
    }

    /** Registers the model's timer, and one for upkeep once {@code neededMillis} is out of the lateness. */
    private void schedule(FoldMemory<S> memory, long neededMillis, Context context) {
        long model = fold.nextTimer(memory);
        if (model != memory.modelTimer) {
            if (memory.modelTimer != Long.MAX_VALUE && memory.modelTimer != memory.upkeepTimer) {
                context.timerService().deleteEventTimeTimer(memory.modelTimer);
            }
            if (model != Long.MAX_VALUE) {
                context.timerService().registerEventTimeTimer(model);
            }
            memory.modelTimer = model;
        }
        if (neededMillis == Long.MAX_VALUE) {
            return;
        }
        // Never for what is behind the base already, or the timer would be due for ever.
        long needed = Math.max(neededMillis, memory.baseTime + 1);
        long due = needed + settings.latenessMillis() + settings.marginMillis() + 1;
        long upkeep = -Math.floorDiv(-due, settings.upkeepMillis()) * settings.upkeepMillis();
        // An expiry can be due in a month; a tail must not wait for it.
        if (upkeep < memory.upkeepTimer) {
            if (memory.upkeepTimer != Long.MAX_VALUE && memory.upkeepTimer != memory.modelTimer) {
                context.timerService().deleteEventTimeTimer(memory.upkeepTimer);
            }
            context.timerService().registerEventTimeTimer(upkeep);
            memory.upkeepTimer = upkeep;
        }
    }

    /** The tail in keyed state. */
    private final class StateTail implements Tail<E> {

        @Override
        public E get(String identity) {
            try {
                return tailState.get(identity);
            } catch (Exception e) {
                throw new IllegalStateException("The fold's tail cannot be read", e);
            }
        }

        @Override
        public void put(E event) {
            try {
                tailState.put(event.identity(), event);
            } catch (Exception e) {
                throw new IllegalStateException("The fold's tail cannot be written", e);
            }
        }

        @Override
        public void remove(String identity) {
            try {
                tailState.remove(identity);
            } catch (Exception e) {
                throw new IllegalStateException("The fold's tail cannot be written", e);
            }
        }

        @Override
        public List<E> all() {
            try {
                List<E> events = new ArrayList<>();
                tailState.values().forEach(events::add);
                return events;
            } catch (Exception e) {
                throw new IllegalStateException("The fold's tail cannot be read", e);
            }
        }

        long oldest() {
            long oldest = Long.MAX_VALUE;
            for (E event : all()) {
                oldest = Math.min(oldest, event.timeMillis());
            }
            return oldest;
        }
    }

    /** Main and side outputs of one call. */
    private final class Sides implements Emission<O> {

        private final FoldMemory<S> memory;
        private final Context context;
        private final Collector<O> collector;

        Sides(FoldMemory<S> memory, Context context, Collector<O> collector) {
            this.memory = memory;
            this.context = context;
            this.collector = collector;
        }

        @Override
        public String key() {
            return context.getCurrentKey();
        }

        @Override
        public void collect(O value) {
            collector.collect(value);
        }

        @Override
        public <X> void collect(OutputTag<X> side, X value) {
            context.output(side, value);
        }

        @Override
        public long nextRevision() {
            memory.emitted++;
            return settings.revision(memory.emitted);
        }
    }
}
