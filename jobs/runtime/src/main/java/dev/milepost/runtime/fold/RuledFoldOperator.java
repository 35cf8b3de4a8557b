package dev.milepost.runtime.fold;

import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleSet;
import dev.milepost.runtime.rules.RuleVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Runs a {@link FoldFunction} whose model or output reads {@link Rules}, which come by the second input, broadcast, while
 * the changes of the first, keyed one come {@linkplain InTurn in turn}. Why the order of the two does not matter is in the
 * {@linkplain dev.milepost.runtime.fold package's} words.
 *
 * <p>State, besides the fold's: {@code rules}, in broadcast state, every version there is, as its text. The versions given
 * at the start join those in state; what is new among them must not begin to hold before a key's base. (State of a release
 * before this operator has none: it was made by those given at the start, and is taken to be made by those given now.)
 *
 * <p>Cost: none for each change. Rules that come in time, before anything that they hold for, cost one comparison, unless
 * the model's {@linkplain Model#timersFollowRules timers follow them}; any others, and the first after a restore, one pass
 * over all keys of this instance, and a replay of each tail that reaches their time.
 *
 * <p>Metric, in group {@code fold}: {@code rulesBehindBase}, keys that had taken in for good what new rules hold for
 * (expected 0: an alarm; the {@link dev.milepost.runtime.rules.RuleGate} refuses such rules).
 *
 * @param <E> the events and facts
 * @param <R> what all rules together make
 * @param <O> the type of the main output
 */
public final class RuledFoldOperator<E extends Timed, R, O>
        extends AbstractUdfStreamOperator<O, FoldFunction<?, E, ?, ?, O>>
        implements TwoInputStreamOperator<Change<E>, RuleVersion, O>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    private static final MapStateDescriptor<String, RuleVersion> RULES =
            new MapStateDescriptor<>("rules", TextTypeInfo.TEXT, RuleVersion.TYPE);

    private final FoldFunction<?, E, ?, ?, O> fold;
    private final Rules<R> rules;

    private transient BroadcastState<String, RuleVersion> stored;
    private transient boolean restored;

    /** What is restored tells the versions that it was made by. */
    private transient boolean restoredRules;

    private transient RuleSet<R> known;

    /** What the start adds to the state's rules, until the first call that may emit; else null. */
    private transient RuleSet<R> awaited;

    /** No key has anything later in its tail, and no later timer has fired. */
    private transient long latestMillis;

    private transient InTurn<E> turns;
    private transient Stamps<O> stamps;
    private transient TimestampedCollector<O> collector;
    private transient Call call;
    private transient Counter behindBase;

    /**
     * Makes an operator.
     *
     * @param rules those that the fold's model and output read
     */
    public RuledFoldOperator(FoldFunction<?, E, ?, ?, O> fold, Rules<R> rules) {
        super(fold);
        this.fold = fold;
        this.rules = rules;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restoredRules = context.getOperatorStateStore()
                .getRegisteredBroadcastStateNames()
                .contains(RULES.getName());
        stored = context.getOperatorStateStore().getBroadcastState(RULES);
        restored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        stamps = new Stamps<>(output);
        output = stamps;
        super.open();
        turns = new InTurn<>(this::take);
        collector = new TimestampedCollector<>(output);
        TimerService timers =
                new SimpleTimerService(getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this));
        call = new Call(fold, timers);
        behindBase = getMetricGroup().addGroup("fold").counter("rulesBehindBase");
        latestMillis = restored ? Long.MAX_VALUE : Long.MIN_VALUE;
        List<RuleVersion> versions = new ArrayList<>();
        for (Map.Entry<String, RuleVersion> entry : stored.entries()) {
            versions.add(entry.getValue());
        }
        known = rules.setOf(versions);
        RuleSet<R> all = atStart(known);
        if (restoredRules) {
            // Whether they come too late can be told here; that facts change, only once elements may leave.
            refuseBehindBase(all);
            awaited = all == known ? null : all;
        } else {
            store(all);
        }
        rules.set(known.rules());
    }

    private RuleSet<R> atStart(RuleSet<R> state) {
        try {
            return state.with(rules.given());
        } catch (RuleException e) {
            throw refusal(
                    "The rules given at the start do not agree with those that this state was made by: "
                            + e.getMessage() + "; or rebuild",
                    e);
        }
    }

    private void refuseBehindBase(RuleSet<R> all) throws Exception {
        List<RuleVersion> fresh = all.since(known);
        if (fresh.isEmpty()) {
            return;
        }
        RuleVersion earliest = earliest(fresh);
        forAllKeys(() -> {
            if (fold.holds(earliest.validFromMillis())) {
                throw refusal(
                        earliest.id() + ", given at the start, is valid from "
                                + Instant.ofEpochMilli(earliest.validFromMillis())
                                + ", and the state has taken in later events for good: give it a later valid_from, or rebuild",
                        null);
            }
        });
    }

    /** To start again would not mend it. */
    private static SuppressRestartsException refusal(String message, RuleException cause) {
        return new SuppressRestartsException(new IllegalArgumentException(message, cause));
    }

    /** For each key that has anything in state. */
    private void forAllKeys(ThrowingRunnable<Exception> visit) throws Exception {
        this.<String>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        fold.memoryDescriptor(),
                        (key, memory) -> visit.run());
    }

    private static RuleVersion earliest(List<RuleVersion> versions) {
        RuleVersion earliest = versions.get(0);
        for (RuleVersion version : versions) {
            earliest = version.validFromMillis() < earliest.validFromMillis() ? version : earliest;
        }
        return earliest;
    }

    @Override
    public void processElement1(StreamRecord<Change<E>> element) throws Exception {
        // Before other keys have their turn.
        String key = (String) getCurrentKey();
        followAwaited();
        turns.come(key, element.getValue(), FoldOperator.counts(element));
    }

    @Override
    public void processElement2(StreamRecord<RuleVersion> element) throws Exception {
        followAwaited();
        follow(known.with(List.of(element.getValue())));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        followAwaited();
        turns.passed(mark.getTimestamp());
        latestMillis = Math.max(latestMillis, mark.getTimestamp());
        super.processWatermark(mark);
    }

    /**
     * Neither input is ever left aside, and none of it is handed on: the rules come by a shorter way, and would carry event time past
     * what the other input has yet to tell.
     */
    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) {}

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        followAwaited();
        turns.all();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        followAwaited();
        turns.all();
        super.finish();
    }

    private void take(String key, Change<E> change, long countsMillis, boolean moreFollow) throws Exception {
        if (!key.equals(getCurrentKey())) {
            setCurrentKey(key);
        }
        latestMillis = Math.max(latestMillis, change.element().timeMillis());
        fold.moreFollow(moreFollow);
        stamps.late(countsMillis > change.element().timeMillis());
        fold.processElement(change, call.at(countsMillis), collector);
        stamps.late(false);
    }

    private void followAwaited() throws Exception {
        if (awaited != null) {
            RuleSet<R> all = awaited;
            awaited = null;
            follow(all);
        }
    }

    /** Goes over to a set that holds the known one. */
    private void follow(RuleSet<R> all) throws Exception {
        List<RuleVersion> fresh = all.since(known);
        if (fresh.isEmpty()) {
            return;
        }
        long fromMillis = earliest(fresh).validFromMillis();
        if (fromMillis <= latestMillis || fold.timersFollowRules()) {
            Rules<R>.Turn turn = rules.new Turn(known.rules(), all.rules());
            latestMillis = Long.MIN_VALUE;
            forAllKeys(() -> {
                if (fold.holds(fromMillis)) {
                    behindBase.inc();
                }
                latestMillis = Math.max(latestMillis, fold.follow(turn, fromMillis, call.at(fromMillis), collector));
            });
        }
        store(all);
        rules.set(known.rules());
    }

    private void store(RuleSet<R> all) throws Exception {
        for (RuleVersion version : all.since(known)) {
            stored.put(version.id(), version);
        }
        known = all;
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        fold.onTimer(timer.getTimestamp(), call.at(timer.getTimestamp()), collector);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("A fold has no timers of processing time");
    }

    /** What the function is told of each of its calls. */
    private final class Call extends KeyedProcessFunction<String, Change<E>, O>.OnTimerContext {

        private final TimerService timers;
        private long millis;

        Call(FoldFunction<?, E, ?, ?, O> function, TimerService timers) {
            function.super();
            this.timers = timers;
        }

        Call at(long timeMillis) {
            millis = timeMillis;
            collector.setAbsoluteTimestamp(timeMillis);
            return this;
        }

        @Override
        public Long timestamp() {
            return millis;
        }

        @Override
        public TimerService timerService() {
            return timers;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            collector.collect(tag, new StreamRecord<>(value, millis));
        }

        @Override
        public TimeDomain timeDomain() {
            return TimeDomain.EVENT_TIME;
        }

        @Override
        public String getCurrentKey() {
            return (String) RuledFoldOperator.this.getCurrentKey();
        }
    }
}
