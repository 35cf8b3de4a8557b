package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Writes what rules remember. With its key a rule takes about 30 bytes of a user: 22 to be found again, and from 3 on for the
 * pattern's state; then about 30 for each completion of the last day, with its event's and order's ids and the referrals that it
 * counts more; and only where something may be revised, the log.
 */
public final class RuleStateCodec implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int HAS_LOG = 1;
    private static final int IS_OPEN = 2;

    private final Codec<SubjectEvent> events = new SubjectEventCodec();

    public void write(RuleState state, DataOutput out) throws IOException {
        writeLong(state.from(), out);
        out.writeLong(state.hash());
        NodeStateCodec.write(state.head(), out);
        writeLong(state.forgotten(), out);
        writeList(
                state.recent().toList(),
                (slot, to) -> {
                    writeLeftOut(slot, to);
                    writeList(
                            slot.course(),
                            (standing, each) -> {
                                writeLong(standing.sinceMillis(), each);
                                NodeStateCodec.write(standing.completion(), each);
                                boolean own = standing.completion() != null
                                        && standing.causeId()
                                                .equals(standing.completion()
                                                        .cause()
                                                        .id());
                                writeText(own ? null : standing.causeId(), each);
                                writeLong(standing.knownMillis() - standing.sinceMillis(), each);
                                each.writeBoolean(standing.byReview());
                            },
                            to);
                },
                out);
        Log log = state.log();
        out.writeByte(log == null ? 0 : HAS_LOG | (log.open() ? IS_OPEN : 0));
        if (log != null) {
            NodeStateCodec.write(log.settled(), out);
            writeInt(log.earlier(), out);
            writeList(log.events().toList(), events::write, out);
            writeList(log.refunds().toList(), events::write, out);
            writeLong(log.firedTo(), out);
        }
    }

    public RuleState read(DataInput in) throws IOException {
        long from = readLong(in);
        long hash = in.readLong();
        NodeState head = NodeStateCodec.read(in);
        long forgotten = readLong(in);
        Fifo<Slot> recent = Fifo.of(readList(RuleStateCodec::readSlot, in));
        int has = in.readByte();
        Log log = null;
        if ((has & HAS_LOG) != 0) {
            NodeState settled = NodeStateCodec.read(in);
            int earlier = readInt(in);
            Fifo<SubjectEvent> kept = Fifo.of(readList(each -> events.read(events.version(), each), in));
            Refunds refunds = Refunds.of(readList(each -> events.read(events.version(), each), in));
            log = new Log(settled, earlier, (has & IS_OPEN) != 0, kept, refunds, readLong(in));
        }
        return new RuleState(from, hash, head, forgotten, recent, log);
    }

    /** From the first on; 0: nothing is. */
    private static void writeLeftOut(Slot slot, DataOutput out) throws IOException {
        boolean all = slot.leftOutMillis() == Long.MIN_VALUE;
        writeLong(all ? 0 : slot.leftOutMillis() - slot.course().get(0).sinceMillis(), out);
    }

    private static Slot readSlot(DataInput in) throws IOException {
        long leftOut = readLong(in);
        List<Standing> course = readList(RuleStateCodec::readStanding, in);
        return new Slot(course, leftOut == 0 ? Long.MIN_VALUE : course.get(0).sinceMillis() + leftOut);
    }

    private static Standing readStanding(DataInput in) throws IOException {
        long since = readLong(in);
        Completion completion = NodeStateCodec.readCompletion(in);
        String causeId = readText(in);
        return new Standing(
                since,
                causeId == null ? completion.cause().id() : causeId,
                since + readLong(in),
                in.readBoolean(),
                completion);
    }
}
