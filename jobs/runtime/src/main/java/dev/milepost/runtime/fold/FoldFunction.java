package dev.milepost.runtime.fold;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.TextTypeInfo;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
 * by identity; {@code seen}, the {@link Claims} of the events that the base took in as long ago at most, about 20 bytes and
 * an identity each, and of the few identities that more than one event came with. All are cleared by event-time timers: the tail moves into the base as the watermark passes it, the base forgets what the
 * model expires, and a key whose base is empty leaves nothing behind, not even its {@linkplain FoldSettings#firstCount
 * counter}.
 *
 * <p>Metrics, in group {@code fold}: {@code duplicates}, {@code conflicts} (different events that were refused; with the
 * accepted ones and the duplicates they are all that came), {@code behindBase} (expected 0: an alarm).
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
    private final MapStateDescriptor<String, Claims> seenDescriptor;

    private transient Fold<S, E, K, F> fold;
    private transient ValueState<FoldMemory<S>> memories;
    private transient StateTail<E> tail;
    private transient StateSeen seen;

    /** The memory of a key whose next change follows at once; else null. */
    private transient FoldMemory<S> underway;

    /** The time of the earliest change that has been taken in since {@link #underway} was read. */
    private transient long needed;

    private transient boolean moreFollow;
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
                new MapStateDescriptor<>("tail", TextTypeInfo.TEXT, CodecTypeInfo.<E>of(eventType, eventCodec));
        this.seenDescriptor = new MapStateDescriptor<>(
                "seen", TextTypeInfo.TEXT, CodecTypeInfo.of(Claims.class, new Claims.ClaimsCodec()));
    }

    @Override
    public void open(OpenContext context) {
        fold = new Fold<>(model, settings.dedupeMillis());
        memories = getRuntimeContext().getState(memoryDescriptor);
        tail = new StateTail<>(getRuntimeContext().getMapState(tailDescriptor));
        seen = new StateSeen(getRuntimeContext().getMapState(seenDescriptor));
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("fold");
        duplicates = group.counter("duplicates");
        conflicts = group.counter("conflicts");
        behindBase = group.counter("behindBase");
    }

    /** Told before a change: whether another of its key follows at once, so that facts are reported once for all. */
    void moreFollow(boolean follow) {
        moreFollow = follow;
    }

    @Override
    public void processElement(Change<E> change, Context context, Collector<O> collector) throws Exception {
        FoldMemory<S> memory = underway;
        if (memory == null) {
            FoldMemory<S> stored = memories.value();
            memory = stored == null ? fresh(change.element(), context) : stored;
            needed = Long.MAX_VALUE;
        }
        Sides out = new Sides(memory, context, collector);
        Fold.Facts<K, F> facts = (key, before, after) -> output.changed(key, before, after, out);
        boolean isNew = take(change, memory, facts, out);
        if (isNew) {
            needed = Math.min(needed, change.element().timeMillis());
        }
        if (moreFollow) {
            underway = memory;
            return;
        }
        underway = null;
        fold.report(memory, facts);
        if (needed != Long.MAX_VALUE) {
            schedule(memory, needed, context);
            memories.update(memory);
        }
    }

    /** Whether the change was more than one that the fold has taken in before. */
    private boolean take(Change<E> change, FoldMemory<S> memory, Fold.Facts<K, F> facts, Sides out) {
        Outcome<E> outcome = fold.take(change, memory, tail, seen, facts);
        E element = change.element();
        switch (outcome.kind()) {
            case APPLIED -> {
                if (change.kind() == Change.Kind.ADD) {
                    output.accepted(element, out);
                }
            }
            case DUPLICATE -> {
                duplicates.inc();
                return false;
            }
            case EARLIER_COPY -> {
                duplicates.inc();
                output.accepted(element, out);
            }
            case EARLIER_REFUSED_COPY -> {
                duplicates.inc();
                output.refused(element, outcome.kind(), out);
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
            case CONFLICT_BOTH_REFUSED -> {
                conflicts.inc(2);
                output.replaced(outcome.loser(), out);
                output.refused(outcome.loser(), outcome.kind(), out);
                output.refused(element, outcome.kind(), out);
            }
            case BEHIND_BASE -> {
                behindBase.inc();
                output.refused(element, outcome.kind(), out);
            }
        }
        return true;
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
            fold.compact(timestamp - settings.latenessMillis() - settings.marginMillis() - 1, memory, tail, seen);
            oldest = Math.min(tail.earliest(), expiryOfSeen());
        }
        schedule(memory, Math.min(oldest, fold.nextExpiry(memory)), context);
        boolean empty = memory.base == null && memory.head == null && memory.upkeepTimer == Long.MAX_VALUE;
        if (empty && memory.baseTime < FoldSettings.overtakes(memory.emitted)) {
            schedule(memory, FoldSettings.overtakes(memory.emitted), context);
        }
        if (empty && memory.upkeepTimer == Long.MAX_VALUE) {
            memories.clear();
            tail.clear();
            seen.clear();
        } else {
            memories.update(memory);
        }
    }

    /**
     * Goes over to other rules, of the current key, which has a memory.
     *
     * @param fromMillis the rules are the same before it
     * @return the time of the last event or timer that the key has seen since its base
     */
    long follow(Rules<?>.Turn turn, long fromMillis, Context context, Collector<O> collector) throws Exception {
        FoldMemory<S> memory = memories.value();
        Sides out = new Sides(memory, context, collector);
        List<E> again = fold.follow(
                turn, fromMillis, memory, tail, (key, before, after) -> output.changed(key, before, after, out));
        for (E event : again) {
            if (event.isEvent()) {
                output.rulesChanged(event, out);
            }
        }
        long oldest = Math.min(tail.earliest(), expiryOfSeen());
        schedule(memory, Math.min(oldest, fold.nextExpiry(memory)), context);
        memories.update(memory);
        return memory.head == null ? memory.timersTo : Math.max(memory.timersTo, memory.lastTime);
    }

    /** Whether the current key, which has a memory, has taken that time in for good. */
    boolean holds(long timeMillis) throws Exception {
        return memories.value().baseTime >= timeMillis;
    }

    boolean timersFollowRules() {
        return model.timersFollowRules();
    }

    /** Of the state that every key has which has any. */
    ValueStateDescriptor<FoldMemory<S>> memoryDescriptor() {
        return memoryDescriptor;
    }

    /** What a key starts with that was never there, or was forgotten. */
    private FoldMemory<S> fresh(E element, Context context) {
        FoldMemory<S> memory = new FoldMemory<>();
        // Were the element behind what the key's base was, the watermark still says where that was.
        long watermark = context.timerService().currentWatermark();
        long behind = settings.latenessMillis() + settings.marginMillis();
        long base = watermark < Long.MIN_VALUE + behind ? Long.MIN_VALUE : watermark - behind;
        memory.emitted = FoldSettings.firstCount(Math.max(element.timeMillis(), base));
        return memory;
    }

    private long expiryOfSeen() {
        long earliest = seen.earliest();
        return earliest == Long.MAX_VALUE ? earliest : earliest + settings.dedupeMillis();
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
