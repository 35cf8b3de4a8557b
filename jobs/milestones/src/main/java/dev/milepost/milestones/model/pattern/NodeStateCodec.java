package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.pattern.NodeState.Begun;
import dev.milepost.milestones.model.pattern.NodeState.Counted;
import dev.milepost.milestones.model.pattern.NodeState.Distinct;
import dev.milepost.milestones.model.pattern.NodeState.Either;
import dev.milepost.milestones.model.pattern.NodeState.Entry;
import dev.milepost.milestones.model.pattern.NodeState.InOrder;
import dev.milepost.milestones.model.pattern.NodeState.Level;
import dev.milepost.milestones.model.pattern.NodeState.Occurrence;
import dev.milepost.milestones.model.pattern.NodeState.Tally;
import dev.milepost.milestones.model.pattern.NodeState.Timed;
import dev.milepost.milestones.model.pattern.NodeState.Together;
import dev.milepost.milestones.model.pattern.NodeState.Waiting;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of a pattern's state; they say by themselves of what kind it is, so no program has to be known to read them. A
 * number takes 3 bytes and more by its size, an entry of a rolling window about 4 (times are differences), a completion about 10
 * and the id of its cause. Each referral that is counted takes its id besides: a count of {@code referral.*} has no more of them
 * than its threshold, a sum those that have added to it until it is reached; of other events there are none.
 */
final class NodeStateCodec {

    private NodeStateCodec() {}

    private static final int NOTHING = 0;
    private static final int COUNTED = 1;
    private static final int TALLY = 2;
    private static final int ROLLING = 3;
    private static final int DISTINCT = 4;
    private static final int LEVEL = 5;
    private static final int ALL = 6;
    private static final int ANY = 7;
    private static final int SEQUENCE = 8;
    private static final int TIMER = 9;
    private static final int ABSENCE = 10;
    private static final int ALL_OF_ORDERS = 11;

    private static final int NOT_BEGUN = 0;
    private static final int BEGUN = 1;
    private static final int BEGUN_BY_ORDERS = 2;

    private static final int IS_SMALL = 1;
    private static final int HAS_REFERRALS = 2;

    static void write(NodeState state, DataOutput out) throws IOException {
        if (state == null) {
            out.writeByte(NOTHING);
        } else if (state instanceof Counted counted) {
            out.writeByte(COUNTED);
            writeLong(counted.number(), out);
            write(counted.referrals(), out);
        } else if (state instanceof Tally tally) {
            write(tally, out);
        } else if (state instanceof Distinct distinct) {
            out.writeByte(DISTINCT);
            writeLong(distinct.mark(), out);
            out.writeBoolean(distinct.reached());
            writeList(
                    distinct.values(),
                    (value, to) -> {
                        writeLong(value.timeMillis(), to);
                        writeText(value.value(), to);
                        writeList(value.referrals(), Fields::writeText, to);
                    },
                    out);
        } else if (state instanceof Level level) {
            out.writeByte(LEVEL);
            write(level.since(), out);
            writeLong(level.due(), out);
        } else if (state instanceof Together together) {
            boolean ofOrders = !together.bought().isEmpty();
            out.writeByte(ofOrders ? ALL_OF_ORDERS : ALL);
            writeLong(together.last(), out);
            write(together.parts(), out);
            for (Completion each : together.latest()) {
                write(each, out);
            }
            if (ofOrders) {
                writeList(together.bought(), NodeStateCodec::writeBought, out);
            }
        } else if (state instanceof Either either) {
            out.writeByte(ANY);
            write(either.parts(), out);
        } else if (state instanceof InOrder inOrder) {
            out.writeByte(SEQUENCE);
            write(inOrder.parts(), out);
            for (Begun each : inOrder.begun()) {
                boolean ofOrders = each != null && !each.bought().isEmpty();
                out.writeByte(each == null ? NOT_BEGUN : ofOrders ? BEGUN_BY_ORDERS : BEGUN);
                if (each != null) {
                    writeLong(each.startMillis(), out);
                    writeList(each.referrals(), Fields::writeText, out);
                }
                if (ofOrders) {
                    writeList(each.bought(), NodeStateCodec::writeBought, out);
                }
            }
        } else if (state instanceof Timed timed) {
            out.writeByte(TIMER);
            write(timed.anchor(), out);
            write(timed.anchored(), out);
            writeLong(timed.due(), out);
            writeLong(timed.k(), out);
        } else if (state instanceof Waiting waiting) {
            out.writeByte(ABSENCE);
            write(waiting.after(), out);
            writeList(waiting.pending().toList(), NodeStateCodec::write, out);
        }
    }

    private static void write(Tally tally, DataOutput out) throws IOException {
        out.writeByte(tally.entries() == null ? TALLY : ROLLING);
        if (tally.entries() == null) {
            writeLong(tally.mark(), out);
            // The sign of most sums is all that the upper half says.
            boolean small = tally.total().high() == tally.total().low() >> 63;
            boolean counts = !tally.referrals().list().isEmpty();
            out.writeByte((small ? IS_SMALL : 0) | (counts ? HAS_REFERRALS : 0));
            writeLong(tally.total().low(), out);
            if (!small) {
                writeLong(tally.total().high(), out);
            }
            if (counts) {
                write(tally.referrals(), out);
            }
            return;
        }
        writeInt(tally.entries().size(), out);
        long time = 0;
        for (Entry entry : tally.entries().toList()) {
            writeLong(entry.timeMillis() - time, out);
            writeLong(entry.number(), out);
            writeList(entry.referrals(), Fields::writeText, out);
            time = entry.timeMillis();
        }
    }

    private static void write(Referrals referrals, DataOutput out) throws IOException {
        writeList(referrals.list(), Fields::writeText, out);
    }

    private static Referrals readReferrals(DataInput in) throws IOException {
        return Referrals.of(readList(Fields::readText, in));
    }

    private static void write(NodeState[] parts, DataOutput out) throws IOException {
        writeInt(parts.length, out);
        for (NodeState part : parts) {
            write(part, out);
        }
    }

    static NodeState read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case NOTHING -> null;
            case COUNTED -> new Counted(readLong(in), readReferrals(in));
            case TALLY -> tally(in);
            case ROLLING -> rolling(in);
            case DISTINCT -> new Distinct(readLong(in), in.readBoolean(), readList(NodeStateCodec::readOccurrence, in));
            case LEVEL -> new Level(readCompletion(in), readLong(in));
            case ALL, ALL_OF_ORDERS -> together(kind == ALL_OF_ORDERS, in);
            case ANY -> new Either(parts(in));
            case SEQUENCE -> inOrder(in);
            case TIMER -> new Timed(read(in), readCompletion(in), readLong(in), readLong(in));
            case ABSENCE -> new Waiting(read(in), Fifo.of(readList(NodeStateCodec::readCompletion, in)));
            default -> throw new IOException("No kind of pattern state has code " + kind + ": the bytes are corrupt");
        };
    }

    private static Tally tally(DataInput in) throws IOException {
        long mark = readLong(in);
        int has = in.readByte();
        long low = readLong(in);
        Total total = new Total((has & IS_SMALL) != 0 ? low >> 63 : readLong(in), low);
        return new Tally(mark, total, null, (has & HAS_REFERRALS) == 0 ? Referrals.NONE : readReferrals(in));
    }

    private static Occurrence readOccurrence(DataInput in) throws IOException {
        return new Occurrence(readLong(in), readText(in), readList(Fields::readText, in));
    }

    private static Together together(boolean ofOrders, DataInput in) throws IOException {
        long last = readLong(in);
        NodeState[] parts = parts(in);
        Completion[] latest = new Completion[parts.length];
        for (int i = 0; i < latest.length; i++) {
            latest[i] = readCompletion(in);
        }
        List<Bought> bought = ofOrders ? readList(NodeStateCodec::readBought, in) : List.of();
        return new Together(last, latest, bought, parts);
    }

    private static InOrder inOrder(DataInput in) throws IOException {
        NodeState[] parts = parts(in);
        Begun[] begun = new Begun[parts.length - 1];
        for (int i = 0; i < begun.length; i++) {
            begun[i] = readBegun(in);
        }
        return new InOrder(begun, parts);
    }

    private static Begun readBegun(DataInput in) throws IOException {
        int has = in.readByte();
        return has == NOT_BEGUN
                ? null
                : new Begun(
                        readLong(in),
                        readList(Fields::readText, in),
                        has == BEGUN_BY_ORDERS ? readList(NodeStateCodec::readBought, in) : List.of());
    }

    private static void writeBought(Bought bought, DataOutput out) throws IOException {
        writeLong(bought.sinceMillis(), out);
        writeOrder(bought.order(), out);
    }

    private static Bought readBought(DataInput in) throws IOException {
        return new Bought(readLong(in), readOrder(in));
    }

    private static void writeOrder(OrderName order, DataOutput out) throws IOException {
        writeText(order.user(), out);
        writeText(order.orderId(), out);
    }

    private static OrderName readOrder(DataInput in) throws IOException {
        return new OrderName(readText(in), readText(in));
    }

    private static Tally rolling(DataInput in) throws IOException {
        int size = readInt(in);
        Fifo<Entry> entries = Fifo.empty();
        Total total = Total.ZERO;
        long time = 0;
        for (int i = 0; i < size; i++) {
            time += readLong(in);
            long number = readLong(in);
            entries = entries.push(new Entry(time, number, readList(Fields::readText, in)));
            total = total.plus(number);
        }
        return new Tally(0, total, entries, Referrals.NONE);
    }

    private static NodeState[] parts(DataInput in) throws IOException {
        NodeState[] parts = new NodeState[readInt(in)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = read(in);
        }
        return parts;
    }

    private static final int ABSENT = 0;
    private static final int BY_EVENT = 1;
    private static final int BY_TIMER = 2;
    private static final int WITH_AMOUNT = 4;
    private static final int WITH_MRR = 8;
    private static final int WITH_ORDER = 16;
    private static final int WITH_REFERRALS = 32;
    private static final int WITH_TEXTS = 64;
    private static final int WITH_REACHED = 128;

    /** It hangs on orders that are not its cause's: which, stands before all else; then the same without. */
    private static final int WITH_OTHERS = BY_EVENT | BY_TIMER;

    static void write(Completion completion, DataOutput out) throws IOException {
        if (completion == null) {
            out.writeByte(ABSENT);
            return;
        }
        if (!completion.others().isEmpty()) {
            out.writeByte(WITH_OTHERS);
            writeList(completion.others(), NodeStateCodec::writeOrder, out);
        }
        Cause cause = completion.cause();
        boolean ofOrder = cause.orderId() != null || cause.currency() != null;
        boolean ofReferrals = cause.referee() != null || !completion.referrals().isEmpty();
        out.writeByte((completion.byTimer() ? BY_TIMER : BY_EVENT)
                | (cause.amountMinor() == null ? 0 : WITH_AMOUNT)
                | (cause.mrrMinor() == null ? 0 : WITH_MRR)
                | (ofOrder ? WITH_ORDER : 0)
                | (ofReferrals ? WITH_REFERRALS : 0)
                | (cause.texts().isEmpty() ? 0 : WITH_TEXTS)
                | (completion.reached() == null ? 0 : WITH_REACHED));
        writeLong(completion.timeMillis(), out);
        writeText(cause.id(), out);
        writeLong(cause.knownMillis() - completion.timeMillis(), out);
        if (cause.amountMinor() != null) {
            writeLong(cause.amountMinor(), out);
        }
        if (cause.mrrMinor() != null) {
            writeLong(cause.mrrMinor(), out);
        }
        if (ofOrder) {
            writeText(cause.orderId(), out);
            writeText(cause.currency(), out);
        }
        if (ofReferrals) {
            writeText(cause.referee(), out);
            writeList(completion.referrals(), Fields::writeText, out);
        }
        if (!cause.texts().isEmpty()) {
            writeList(List.copyOf(new TreeMap<>(cause.texts()).entrySet()), NodeStateCodec::writeField, out);
        }
        if (completion.reached() != null) {
            writeText(completion.reached().field(), out);
            writeText(completion.reached().number().toPlainString(), out);
        }
    }

    private static void writeField(Map.Entry<String, String> field, DataOutput out) throws IOException {
        writeText(field.getKey(), out);
        writeText(field.getValue(), out);
    }

    static Completion readCompletion(DataInput in) throws IOException {
        int has = in.readUnsignedByte();
        if (has == ABSENT) {
            return null;
        }
        List<OrderName> others = List.of();
        if (has == WITH_OTHERS) {
            others = readList(NodeStateCodec::readOrder, in);
            has = in.readUnsignedByte();
        }
        long time = readLong(in);
        String causeId = readText(in);
        long known = time + readLong(in);
        Long amount = (has & WITH_AMOUNT) == 0 ? null : (Long) readLong(in);
        Long mrr = (has & WITH_MRR) == 0 ? null : (Long) readLong(in);
        boolean ofOrder = (has & WITH_ORDER) != 0;
        String orderId = ofOrder ? readText(in) : null;
        String currency = ofOrder ? readName(in) : null;
        boolean ofReferrals = (has & WITH_REFERRALS) != 0;
        String referee = ofReferrals ? readText(in) : null;
        List<String> referrals = ofReferrals ? readList(Fields::readText, in) : List.of();
        Map<String, String> texts = new HashMap<>();
        if ((has & WITH_TEXTS) != 0) {
            readList(from -> Map.entry(readName(from), readText(from)), in)
                    .forEach(field -> texts.put(field.getKey(), field.getValue()));
        }
        Cause cause = new Cause(causeId, known, referee, orderId, currency, amount, mrr, texts);
        Reached reached = (has & WITH_REACHED) == 0 ? null : new Reached(readName(in), new BigDecimal(readText(in)));
        return new Completion(time, (has & BY_TIMER) != 0, cause, referrals, others, reached);
    }
}
