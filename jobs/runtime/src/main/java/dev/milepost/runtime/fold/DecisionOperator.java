package dev.milepost.runtime.fold;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.rules.RuleSet;
import dev.milepost.runtime.rules.RuleVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/**
 * Remembers, by key, what a {@link Decider} needs, and lets it decide by event-time timers, behind the watermark. Facts come by the
 * first input, keyed; versions of rules by the second, broadcast: a minute before anything that they hold for, so every decision of
 * their time finds them. A rule that comes is reason to ask every key of this instance again when it has something to decide.
 *
 * <p>Facts count by the timestamps of their records ({@link Coming}): mostly their own times; of what came late, where a source
 * says so, later.
 *
 * <p>State: {@code decided}, one value for each key; {@code rules}, in broadcast state, every version there is, as its text. On the
 * heap a value that is there is changed where it is, and the backend is told of it once before each checkpoint, for one that keeps a
 * changelog writes the whole value each time that it is told: of a key that is one for all, as rings are, some megabytes. A backend
 * that hands out copies is told each time.
 *
 * @param <S> the decider's state
 * @param <F> a fact
 * @param <R> what all rules together make
 */
public final class DecisionOperator<S, F, R> extends AbstractStreamOperator<Row>
        implements TwoInputStreamOperator<Change<F>, RuleVersion, Row>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    private static final MapStateDescriptor<String, RuleVersion> RULES =
            new MapStateDescriptor<>("rules", TextTypeInfo.TEXT, RuleVersion.TYPE);

    private final Decider<S, F, R> decider;
    private final Rules<R> rules;
    private final FoldSettings settings;
    private final ValueStateDescriptor<Decided<S>> descriptor;

    private transient ValueState<Decided<S>> decided;
    private transient BroadcastState<String, RuleVersion> stored;
    private transient RuleSet<R> known;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Coming<F> coming;

    /** Keys whose value was changed where it is, and the backend not told. */
    private transient Set<String> changed;

    /** Whether the backend hands out the value itself; null before the first. */
    private transient Boolean itself;

    /** Where event time stood before the end of all input. */
    private transient long lastMillis;

    /** How far event time has come by both inputs, also while what it passes is taken. */
    private transient long ruledMillis;

    /**
     * Makes an operator.
     *
     * @throws RuntimeException where the codec has no public class with a public constructor without arguments, so that a
     *     savepoint could not be restored
     */
    public DecisionOperator(
            Decider<S, F, R> decider, Decided.DecidedCodec<S> codec, Rules<R> rules, FoldSettings settings) {
        InstantiationUtil.checkForInstantiation(codec.getClass());
        this.decider = decider;
        this.rules = rules;
        this.settings = settings;
        this.descriptor = new ValueStateDescriptor<>("decided", CodecTypeInfo.of(Decided.class, codec));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        stored = context.getOperatorStateStore().getBroadcastState(RULES);
        decided = context.getKeyedStateStore().getState(descriptor);
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("decisions", VoidNamespaceSerializer.INSTANCE, this);
        coming = new Coming<>(this::take);
        changed = new HashSet<>();
        lastMillis = Long.MIN_VALUE;
        ruledMillis = Long.MIN_VALUE;
        List<RuleVersion> versions = new ArrayList<>();
        for (Map.Entry<String, RuleVersion> entry : stored.entries()) {
            versions.add(entry.getValue());
        }
        known = rules.setOf(versions);
        follow(known.with(rules.given()));
    }

    @Override
    public void processElement1(StreamRecord<Change<F>> element) throws Exception {
        Change<F> change = element.getValue();
        coming.come(key(), decider.about(change.element()), change, FoldOperator.counts(element));
    }

    /** What counts by then is known before anything is decided. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        ruledMillis = mark.getTimestamp();
        coming.passed(ruledMillis);
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            lastMillis = mark.getTimestamp();
        }
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
        coming.all();
        tellChanged();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        coming.all();
        super.finish();
    }

    private void tellChanged() throws Exception {
        for (String key : changed) {
            setCurrentKey(key);
            decided.update(decided.value());
        }
        changed.clear();
    }

    private void take(String key, Change<F> change) throws Exception {
        if (!key.equals(getCurrentKey())) {
            setCurrentKey(key);
        }
        Decided<S> of = decided.value();
        if (of == null) {
            of = new Decided<>();
            of.state = decider.empty();
        }
        decider.take(of.state, key, change, reached(Long.MIN_VALUE), ruledMillis, rules.current());
        schedule(of);
        keep(of);
    }

    @Override
    public void processElement2(StreamRecord<RuleVersion> element) throws Exception {
        RuleSet<R> all = known.with(List.of(element.getValue()));
        if (follow(all)) {
            this.<String>getKeyedStateBackend()
                    .applyToAllKeys(
                            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, (key, state) -> {
                                Decided<S> of = decided.value();
                                schedule(of);
                                keep(of);
                            });
        }
    }

    /** Goes over to a set that holds the known one; answers whether there is anything new in it. */
    private boolean follow(RuleSet<R> all) throws Exception {
        List<RuleVersion> fresh = all.since(known);
        for (RuleVersion version : fresh) {
            stored.put(version.id(), version);
        }
        known = all;
        rules.set(known.rules());
        return !fresh.isEmpty();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        Decided<S> of = decided.value();
        if (of == null || timer.getTimestamp() > settings.horizonMillis()) {
            return;
        }
        if (of.timer == timer.getTimestamp()) {
            of.timer = Long.MAX_VALUE;
        }
        // A key that was forgotten counts on from no less than it had counted to.
        long reached = reached(timer.getTimestamp());
        of.emitted = Math.max(of.emitted, FoldSettings.firstCount(reached));
        decider.decide(
                of.state, key(), timer.getTimestamp(), reached, rules.current(), new Telling(of, timer.getTimestamp()));
        schedule(of);
        keep(of);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("A decision has no timers of processing time");
    }

    private void schedule(Decided<S> of) {
        long next = decider.nextTime(of.state, key(), rules.current());
        boolean ended = timers.currentWatermark() == Long.MAX_VALUE;
        if (next == Long.MAX_VALUE && !ended && decider.isEmpty(of.state) && !isOvertaken(of)) {
            // At the end of all input no key begins anew; and each such timer would ask for another, 8 ms later.
            next = FoldSettings.overtakes(of.emitted) + 1;
        }
        if (next == of.timer) {
            return;
        }
        if (of.timer != Long.MAX_VALUE) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, of.timer);
        }
        if (next != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, next);
        }
        of.timer = next;
    }

    private void keep(Decided<S> of) throws Exception {
        boolean forgets = of.timer == Long.MAX_VALUE && decider.isEmpty(of.state) && isOvertaken(of);
        if (forgets) {
            decided.clear();
            changed.remove(key());
        } else if (isThere(of)) {
            changed.add(key());
        } else {
            decided.update(of);
        }
    }

    /** Whether it is the backend's own value, so that it has been changed in there. */
    private boolean isThere(Decided<S> of) throws Exception {
        if (Boolean.FALSE.equals(itself)) {
            return false;
        }
        boolean there = isSame(decided.value(), of);
        if (!there && itself == null) {
            decided.update(of);
            itself = isSame(decided.value(), of);
        }
        return there;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    /** Whether a key that begins anew would count on from no less. */
    private boolean isOvertaken(Decided<S> of) {
        return of.emitted <= FoldSettings.firstCount(reached(Long.MIN_VALUE));
    }

    /** The time that event time has reached; at the end of all input, where it stood before, and at least that one. */
    private long reached(long leastMillis) {
        long watermark = timers.currentWatermark();
        return watermark == Long.MAX_VALUE ? Math.max(leastMillis, lastMillis) : watermark;
    }

    private String key() {
        return (String) getCurrentKey();
    }

    /** Main and side outputs of one call. */
    private final class Telling implements Emission<Row> {

        private final Decided<S> of;
        private final long timeMillis;

        Telling(Decided<S> of, long timeMillis) {
            this.of = of;
            this.timeMillis = timeMillis;
        }

        @Override
        public String key() {
            return DecisionOperator.this.key();
        }

        @Override
        public void collect(Row value) {
            output.collect(new StreamRecord<>(value, timeMillis));
        }

        @Override
        public <X> void collect(OutputTag<X> side, X value) {
            output.collect(side, new StreamRecord<>(value, timeMillis));
        }

        @Override
        public long nextRevision() {
            of.emitted++;
            return settings.revision(of.emitted);
        }
    }
}
