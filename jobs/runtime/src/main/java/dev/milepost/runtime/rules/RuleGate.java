package dev.milepost.runtime.rules;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.schemas.row.DeadLetterRow;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Judges the rules that arrive, once for all who read them: every operator behind it gets the same versions.
 *
 * <p>A rule is refused, as a dead letter:
 *
 * <ul>
 *   <li>{@code invalid}: it cannot be read, or is another version than its record says;
 *   <li>{@code rule_conflict}: its id is known with another content, or it does not agree with the versions known so far;
 *   <li>{@code rule_late}: it is valid from less than {@link #AHEAD_MILLIS} after its receipt (a function of the record), or
 *       from a time that some key may have taken in for good, more than lateness and margin behind the watermark. The latter
 *       cannot be where the records of its stream hold the watermark back until they are read.
 * </ul>
 *
 * <p>A version that is known already is a duplicate, and nothing more. The versions given at the start are known, and none of
 * this is asked of them: a job that starts without state is given those that its topic holds. The outcome depends on the order of records that do not agree: their stream has one partition.
 *
 * <p>It tells, beside, of each version that it comes to know ({@link KnownRule}): of one given at the start once without the
 * record, and once more with the first record of it.
 *
 * <p>State: the versions known, as their texts; the ids of those whose record was seen; and the watermark. Metric: {@code rules.duplicates}.
 *
 * @param <R> what the rules make
 */
public final class RuleGate<R> extends AbstractStreamOperator<RuleVersion>
        implements OneInputStreamOperator<RuleUpdate, RuleVersion> {

    /** How long before its valid_from a rule has to be received. */
    public static final long AHEAD_MILLIS = 60_000;

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<RuleVersion> KNOWN = new ListStateDescriptor<>("rules", RuleVersion.TYPE);
    private static final ListStateDescriptor<Long> WATERMARK = new ListStateDescriptor<>("watermark", Types.LONG);
    private static final ListStateDescriptor<String> SEEN = new ListStateDescriptor<>("seen", TextTypeInfo.TEXT);
    static final OutputTag<KnownRule> KNOWN_RULES = new OutputTag<>("known", KnownRule.TYPE);
    static final OutputTag<DeadLetterRow> DEAD_LETTERS =
            new OutputTag<>("dead-letters", AvroCodec.typeInfo(DeadLetterRow.class));

    private final String stream;
    private final RuleLanguage<R> language;
    private final List<RuleVersion> given;
    private final long behindMillis;

    private transient ListState<RuleVersion> stored;
    private transient ListState<Long> storedWatermark;
    private transient ListState<String> storedSeen;
    private transient RuleSet<R> known;

    /** Ids of versions whose record was seen. */
    private transient Set<String> seen;

    /** What the start adds to what was known, until the first call that may emit. */
    private transient List<RuleVersion> fresh;

    private transient long watermark;
    private transient Counter duplicates;

    RuleGate(String stream, RuleLanguage<R> language, Collection<RuleVersion> given, long behindMillis) {
        this.stream = stream;
        this.language = language;
        this.given = List.copyOf(given);
        this.behindMillis = behindMillis;
    }

    /**
     * The two sides of a gate.
     *
     * @param versions the accepted ones, in the order of their arrival; not those given at the start
     * @param known all that are known, those given at the start among them
     * @param deadLetters the refused ones
     */
    public record Split(
            DataStream<RuleVersion> versions, DataStream<KnownRule> known, DataStream<DeadLetterRow> deadLetters) {}

    /**
     * Adds the gate, of parallelism 1.
     *
     * @param stream the stream that the updates are of; its operator is {@code <stream>-gate}
     * @param given the versions known from the start
     * @param behindMillis how far behind the watermark the base of a fold that reads the rules may be: its lateness and margin
     */
    public static <R> Split of(
            String stream,
            DataStream<RuleUpdate> updates,
            RuleLanguage<R> language,
            Collection<RuleVersion> given,
            long behindMillis) {
        SingleOutputStreamOperator<RuleVersion> versions = updates.transform(
                        "Judge " + stream, RuleVersion.TYPE, new RuleGate<>(stream, language, given, behindMillis))
                .uid(stream + "-gate")
                .setParallelism(1);
        return new Split(versions, versions.getSideOutput(KNOWN_RULES), versions.getSideOutput(DEAD_LETTERS));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        stored = context.getOperatorStateStore().getListState(KNOWN);
        storedWatermark = context.getOperatorStateStore().getListState(WATERMARK);
        storedSeen = context.getOperatorStateStore().getListState(SEEN);
    }

    @Override
    public void open() throws Exception {
        super.open();
        duplicates = getMetricGroup().addGroup("rules").counter("duplicates");
        try {
            RuleSet<R> before = RuleSet.of(language, stored.get());
            known = before.with(given);
            fresh = known.since(before);
        } catch (RuleException e) {
            // To start again would not mend it.
            throw new SuppressRestartsException(new IllegalArgumentException(
                    "The " + stream + " given at the start do not agree with those known: " + e.getMessage()
                            + "; or rebuild",
                    e));
        }
        seen = new TreeSet<>();
        storedSeen.get().forEach(seen::add);
        watermark = Long.MIN_VALUE;
        for (long restored : storedWatermark.get()) {
            watermark = Math.max(watermark, restored);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        stored.update(known.versions());
        storedWatermark.update(List.of(watermark));
        storedSeen.update(List.copyOf(seen));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        tellFresh();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        tellFresh();
        super.finish();
    }

    private void tellFresh() {
        for (RuleVersion version : fresh) {
            output.collect(KNOWN_RULES, new StreamRecord<>(new KnownRule(version, null)));
        }
        fresh = List.of();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        tellFresh();
        watermark = Math.max(watermark, mark.getTimestamp());
        super.processWatermark(mark);
    }

    /** It is not handed on: who reads rules waits for event time to come by both ways. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void processElement(StreamRecord<RuleUpdate> element) {
        tellFresh();
        RuleUpdate update = element.getValue();
        RuleVersion version;
        try {
            version = language.read(update.text());
        } catch (RuleException e) {
            refuse(update, Reasons.INVALID, e.getMessage());
            return;
        }
        if (!version.id().equals(update.id())) {
            refuse(
                    update,
                    Reasons.INVALID,
                    "the record is of " + update.id() + ", and its text is " + version.id()
                            + ": send each as what it is");
            return;
        }
        RuleSet<R> all;
        try {
            all = known.with(List.of(version));
        } catch (RuleException e) {
            refuse(update, Reasons.RULE_CONFLICT, e.getMessage());
            return;
        }
        if (all == known) {
            duplicates.inc();
            tell(version, update);
            return;
        }
        String late = late(update, version);
        if (late != null) {
            refuse(update, Reasons.RULE_LATE, late);
            return;
        }
        known = all;
        output.collect(element.replace(version));
        tell(version, update);
    }

    private void tell(RuleVersion version, RuleUpdate update) {
        if (seen.add(version.id())) {
            output.collect(KNOWN_RULES, new StreamRecord<>(new KnownRule(version, update), update.eventTimeMillis()));
        }
    }

    /** Why the version comes too late, or null. */
    private String late(RuleUpdate update, RuleVersion version) {
        long from = version.validFromMillis();
        String valid = version.id() + " is valid from " + Instant.ofEpochMilli(from);
        if (from - update.receivedAtMillis() < AHEAD_MILLIS) {
            return valid + " and was received at " + Instant.ofEpochMilli(update.receivedAtMillis())
                    + ": send it at least 60 s ahead, with a later valid_from";
        }
        boolean behind = watermark >= Long.MIN_VALUE + behindMillis && from < watermark - behindMillis;
        return behind
                ? valid + " and event time has come to " + Instant.ofEpochMilli(watermark)
                        + ", so that it cannot be exact any more: send it with a later valid_from"
                : null;
    }

    private void refuse(RuleUpdate update, String reason, String detail) {
        DeadLetterRow letter = DeadLetters.of(
                reason,
                detail,
                stream,
                update.origin(),
                update.eventId(),
                update.eventTimeMillis(),
                update.receivedAtMillis(),
                update.payload());
        output.collect(DEAD_LETTERS, new StreamRecord<>(letter, update.eventTimeMillis()));
    }
}
