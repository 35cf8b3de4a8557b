package dev.milepost.milestones.model.ledger;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.ledger.Agenda.Moment;
import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.milestones.model.time.Usage;
import dev.milepost.milestones.model.time.Usage.Counted;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what is remembered of a program; the same state is the same bytes. */
public final class LedgerStateCodec implements Codec<LedgerState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 7;
    }

    /**
     * Each has facts as {@link LedgerFactCodec} reads them by that version; 4 has no payouts that were decided. No release has
     * written an earlier one.
     */
    @Override
    public int oldest() {
        return 4;
    }

    @Override
    public LedgerState copy(LedgerState state) {
        return state.copy();
    }

    @Override
    public void write(LedgerState state, DataOutput out) throws IOException {
        writeLong(state.toldUntilMillis, out);
        writeLong(state.forgottenMillis, out);
        writeTimelines(state.world.verdicts, LedgerFactCodec::writeVerdict, out);
        writeTimelines(state.world.reviews, LedgerFactCodec::writeReview, out);
        writeTimelines(state.world.orders, LedgerFactCodec::writeOrder, out);
        writeUsage(state.limits.budget, out);
        writeList(List.copyOf(new TreeMap<>(state.limits.caps).entrySet()), LedgerStateCodec::writeCap, out);
        writeList(
                state.slots.values().stream().filter(slot -> !slot.isEmpty()).toList(),
                LedgerStateCodec::writeSlot,
                out);
        writePayouts(state.payouts, out);
        writeList(
                List.copyOf(state.agenda.until(state.toldUntilMillis).entrySet()), LedgerStateCodec::writeMoment, out);
    }

    @Override
    public LedgerState read(int version, DataInput in) throws IOException {
        LedgerState state = new LedgerState();
        state.toldUntilMillis = readLong(in);
        state.forgottenMillis = readLong(in);
        readAll(LedgerFactCodec::readVerdict, in)
                .forEach(verdict -> World.of(state.world.verdicts, verdict.referralId())
                        .put(verdict.timeMillis(), verdict.id(), verdict));
        readAll(LedgerFactCodec::readReview, in)
                .forEach(review -> World.of(state.world.reviews, review.referralId())
                        .put(review.timeMillis(), review.id(), review));
        readAll(LedgerFactCodec::readOrder, in)
                .forEach(order ->
                        World.of(state.world.orders, order.order()).put(order.timeMillis(), order.causeId(), order));
        state.limits.budget = readUsage(in);
        for (int n = readInt(in); n > 0; n--) {
            state.limits.caps.put(
                    new Limits.Key(readName(in), readInt(in), readInt(in), readName(in), in.readBoolean()),
                    readUsage(in));
        }
        for (Slot slot : readList(each -> readSlot(version, each), in)) {
            state.slots.put(slot.key, slot);
        }
        readPayouts(version, state.payouts, in);
        state.index();
        state.schedule();
        for (int n = readInt(in); n > 0; n--) {
            readMoment(state.agenda.at(readLong(in)), in);
        }
        return state;
    }

    private static <T> void writeTimelines(Map<String, Timeline<T>> timelines, Fields.Writer<T> writer, DataOutput out)
            throws IOException {
        Collection<Timeline<T>> sorted = World.sorted(timelines).values();
        writeList(
                sorted.stream()
                        .flatMap(timeline -> timeline.versions().stream())
                        .toList(),
                writer,
                out);
    }

    private static <T> List<T> readAll(Fields.Reader<T> reader, DataInput in) throws IOException {
        return readList(reader, in);
    }

    private static void writeCap(Map.Entry<Limits.Key, Usage> cap, DataOutput out) throws IOException {
        Limits.Key key = cap.getKey();
        writeText(key.rule(), out);
        writeInt(key.rung(), out);
        writeInt(key.effect(), out);
        writeText(key.beneficiary(), out);
        out.writeBoolean(key.reversedGivesBack());
        writeUsage(cap.getValue(), out);
    }

    private static void writeUsage(Usage usage, DataOutput out) throws IOException {
        writeLong(usage.keptFromMillis(), out);
        writeCounted(usage.earlier(), out);
        writeInt(usage.grants().size(), out);
        for (Map.Entry<Long, Counted> grant : usage.grants().entrySet()) {
            writeLong(grant.getKey(), out);
            writeCounted(grant.getValue(), out);
        }
    }

    private static Usage readUsage(DataInput in) throws IOException {
        long kept = readLong(in);
        Counted earlier = readCounted(in);
        Map<Long, Counted> grants = new TreeMap<>();
        for (int n = readInt(in); n > 0; n--) {
            grants.put(readLong(in), readCounted(in));
        }
        return Usage.restored(kept, earlier, grants);
    }

    /** A sum that is no long has its upper half before the lower, and the complement of the number says so. */
    private static void writeCounted(Counted counted, DataOutput out) throws IOException {
        boolean wide = counted.sum().bitLength() >= Long.SIZE;
        writeLong(wide ? ~counted.count() : counted.count(), out);
        if (wide) {
            writeLong(counted.sum().shiftRight(Long.SIZE).longValueExact(), out);
        }
        writeLong(counted.sum().longValue(), out);
    }

    private static Counted readCounted(DataInput in) throws IOException {
        long count = readLong(in);
        if (count >= 0) {
            return new Counted(count, readLong(in));
        }
        BigInteger upper = BigInteger.valueOf(readLong(in)).shiftLeft(Long.SIZE);
        BigInteger lower = new BigInteger(Long.toUnsignedString(readLong(in)));
        return new Counted(~count, upper.add(lower));
    }

    private static void writeSlot(Slot slot, DataOutput out) throws IOException {
        writeText(slot.key.rule(), out);
        writeText(slot.key.subject(), out);
        writeLong(slot.forgottenOrdinal, out);
        writeInt(slot.forgottenOccurrence, out);
        writeLong(slot.passed, out);
        writeLong(slot.forgottenMillis, out);
        writeLong(slot.forgetsMillis, out);
        writeList(List.copyOf(slot.completions.values()), LedgerFactCodec::writeCompletion, out);
        writeInt(slot.spared.size(), out);
        for (Map.Entry<Long, Long> each : slot.spared.entrySet()) {
            writeLong(each.getKey(), out);
            writeLong(each.getValue(), out);
        }
        writeList(List.copyOf(slot.awards.values()), AwardCodec::write, out);
        writeList(
                new TreeMap<>(slot.conditions)
                        .values().stream()
                                .flatMap(timeline -> timeline.versions().stream())
                                .toList(),
                LedgerFactCodec::writeCondition,
                out);
    }

    private static Slot readSlot(int version, DataInput in) throws IOException {
        Slot slot = new Slot(new SlotKey(readName(in), readName(in)));
        slot.forgottenOrdinal = readLong(in);
        slot.forgottenOccurrence = readInt(in);
        slot.passed = readLong(in);
        slot.forgottenMillis = readLong(in);
        slot.forgetsMillis = readLong(in);
        for (Completion completion : readList(each -> LedgerFactCodec.readCompletion(version, each), in)) {
            slot.completions.put(completion.place(), completion);
        }
        for (int n = version < 6 ? 0 : readInt(in); n > 0; n--) {
            slot.spared.put(readLong(in), readLong(in));
        }
        for (Award award : readList(each -> AwardCodec.read(version, each), in)) {
            slot.awards.put(award.occurrence, award);
        }
        for (Condition condition : readList(LedgerFactCodec::readCondition, in)) {
            slot.conditions
                    .computeIfAbsent(condition.number(), k -> new Timeline<>())
                    .put(condition.timeMillis(), condition.causeId(), condition);
        }
        return slot;
    }

    private static void writePayouts(Payouts payouts, DataOutput out) throws IOException {
        writeInt(payouts.size(), out);
        for (Payout payout : payouts.waiting()) {
            LedgerFactCodec.writePayout(payout, out);
        }
        SortedMap<String, NavigableMap<Long, Payouts.Decided>> decided = payouts.decided();
        writeInt(decided.values().stream().mapToInt(Map::size).sum(), out);
        for (Map.Entry<String, NavigableMap<Long, Payouts.Decided>> of : decided.entrySet()) {
            for (Map.Entry<Long, Payouts.Decided> one : of.getValue().entrySet()) {
                writeText(of.getKey(), out);
                writeLong(one.getKey(), out);
                writeLong(one.getValue().amountMinor(), out);
                writeText(one.getValue().currency(), out);
                out.writeBoolean(one.getValue().booked());
            }
        }
    }

    private static void readPayouts(int version, Payouts payouts, DataInput in) throws IOException {
        readList(LedgerFactCodec::readPayout, in).forEach(payouts::add);
        for (int n = version < 5 ? 0 : readInt(in); n > 0; n--) {
            payouts.decided(
                    readText(in), readLong(in), new Payouts.Decided(readLong(in), readName(in), in.readBoolean()));
        }
    }

    private static void writeMoment(Map.Entry<Long, Moment> entry, DataOutput out) throws IOException {
        writeLong(entry.getKey(), out);
        Moment moment = entry.getValue();
        writeInt(moment.slots.size(), out);
        for (Map.Entry<SlotKey, Long> slot : moment.slots.entrySet()) {
            writeText(slot.getKey().rule(), out);
            writeText(slot.getKey().subject(), out);
            writeLong(slot.getValue(), out);
        }
        writeKnown(moment.referrals, out);
        writeKnown(moment.orders, out);
    }

    private static void readMoment(Moment moment, DataInput in) throws IOException {
        for (int n = readInt(in); n > 0; n--) {
            moment.slots.put(new SlotKey(readName(in), readName(in)), readLong(in));
        }
        readKnown(moment.referrals, in);
        readKnown(moment.orders, in);
    }

    private static void writeKnown(Map<String, Long> known, DataOutput out) throws IOException {
        writeInt(known.size(), out);
        for (Map.Entry<String, Long> entry : known.entrySet()) {
            writeText(entry.getKey(), out);
            writeLong(entry.getValue(), out);
        }
    }

    private static void readKnown(Map<String, Long> known, DataInput in) throws IOException {
        for (int n = readInt(in); n > 0; n--) {
            known.put(readText(in), readLong(in));
        }
    }
}
