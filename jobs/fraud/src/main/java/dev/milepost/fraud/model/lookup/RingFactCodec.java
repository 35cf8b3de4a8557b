package dev.milepost.fraud.model.lookup;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.lookup.RingFact.Asked;
import dev.milepost.fraud.model.lookup.RingFact.Happened;
import dev.milepost.fraud.model.ring.RingEvent;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import dev.milepost.fraud.model.ring.RingEvent.Labelled;
import dev.milepost.fraud.model.ring.RingEvent.Linked;
import dev.milepost.fraud.model.ring.RingEvent.NotLinked;
import dev.milepost.fraud.model.ring.RingEvent.Referred;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what the rings hear of: 50 to 100 bytes. */
public final class RingFactCodec implements Codec<RingFact> {

    private static final long serialVersionUID = 1L;

    private static final int ASKED = 0;
    private static final int LINKED = 1;
    private static final int REFERRED = 2;
    private static final int LABELLED = 3;
    private static final int NOT_LINKED = 4;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RingFact fact, DataOutput out) throws IOException {
        if (fact instanceof Asked asked) {
            begin(ASKED, fact, out);
            writeText(asked.assessmentId(), out);
            writeText(asked.refereeId(), out);
            writeText(asked.advocateId(), out);
            return;
        }
        RingEvent event = ((Happened) fact).event();
        if (event instanceof Linked linked) {
            begin(LINKED, fact, out);
            linked.link().identifier().write(out);
            writeText(linked.link().account(), out);
            writeInt(linked.link().degree(), out);
            out.writeBoolean(linked.link().joined());
            writeLong(linked.link().sequence(), out);
        } else if (event instanceof Referred referred) {
            begin(REFERRED, fact, out);
            writeText(referred.advocate(), out);
            writeText(referred.referee(), out);
            out.writeBoolean(referred.bound());
        } else if (event instanceof Labelled labelled) {
            begin(LABELLED, fact, out);
            writeText(labelled.account(), out);
            out.writeByte(code(labelled.label()));
            writeLong(labelled.sequence(), out);
        } else if (event instanceof NotLinked notLinked) {
            begin(NOT_LINKED, fact, out);
            writeText(notLinked.account(), out);
        }
    }

    private static void begin(int code, RingFact fact, DataOutput out) throws IOException {
        out.writeByte(code);
        writeLong(fact.timeMillis(), out);
    }

    @Override
    public RingFact read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        long time = readLong(in);
        return switch (code) {
            case ASKED -> new Asked(readText(in), readName(in), readName(in), time);
            case LINKED -> new Happened(new Linked(readLink(time, in)));
            case REFERRED -> new Happened(new Referred(readName(in), readName(in), in.readBoolean(), time));
            case LABELLED -> new Happened(new Labelled(readName(in), label(in.readByte()), time, readLong(in)));
            case NOT_LINKED -> new Happened(new NotLinked(readName(in), time));
            default -> throw new IOException("No fact of rings has code " + code);
        };
    }

    private static Link readLink(long time, DataInput in) throws IOException {
        return new Link(Identifier.read(in), readName(in), readInt(in), in.readBoolean(), time, readLong(in));
    }

    private static int code(Label label) {
        return switch (label) {
            case NONE -> 0;
            case FRAUD -> 1;
            case BENIGN -> 2;
        };
    }

    private static Label label(byte code) throws IOException {
        for (Label label : Label.values()) {
            if (code(label) == code) {
                return label;
            }
        }
        throw new IOException("No label has code " + code);
    }
}
