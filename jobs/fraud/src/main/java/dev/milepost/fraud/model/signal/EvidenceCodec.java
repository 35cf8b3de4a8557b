package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Writes the evidence of an assessment: some hundred bytes, at most about 6 KB (100 identifiers, 49 gaps). */
public final class EvidenceCodec implements Codec<Evidence> {

    private static final long serialVersionUID = 1L;

    private static final SubjectCodec SUBJECTS = new SubjectCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Evidence evidence, DataOutput out) throws IOException {
        SUBJECTS.write(evidence.subject(), out);
        SignalFields.writeWord(evidence.trigger(), out);
        writeLong(evidence.timeMillis(), out);
        writeLong(evidence.boundMillis(), out);
        writeList(evidence.identifiers(), EvidenceCodec::write, out);
        writeKinds(evidence.advocateKinds(), out);
        write(evidence.email(), out);
        writeLong(evidence.clickToSignupMillis(), out);
        SignalFields.writeAnswer(evidence.orphan(), out);
        WindowFields.write(evidence.window(), out);
        out.writeBoolean(evidence.component() != null);
        if (evidence.component() != null) {
            write(evidence.component(), out);
        }
        out.writeBoolean(evidence.hasThreshold());
        out.writeBoolean(evidence.nearThreshold());
        out.writeBoolean(evidence.inactive());
        out.writeBoolean(evidence.firstRefund());
    }

    @Override
    public Evidence read(int version, DataInput in) throws IOException {
        return new Evidence(
                SUBJECTS.read(SUBJECTS.version(), in),
                SignalFields.readWord(Trigger.values(), in),
                readLong(in),
                readLong(in),
                readList(EvidenceCodec::readIdentifier, in),
                readKinds(in),
                readEmail(in),
                readLong(in),
                SignalFields.readAnswer(in),
                WindowFields.read(in),
                in.readBoolean() ? readComponent(in) : null,
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }

    public static void write(IdentifierEvidence identifier, DataOutput out) throws IOException {
        SignalFields.writeKind(identifier.kind(), out);
        writeText(identifier.hash(), out);
        writeInt(identifier.degree(), out);
        out.writeBoolean(identifier.advocateOnIt());
        writeLong(identifier.gapMillis(), out);
        out.writeDouble(identifier.fraud());
        out.writeDouble(identifier.clean());
    }

    public static IdentifierEvidence readIdentifier(DataInput in) throws IOException {
        return new IdentifierEvidence(
                SignalFields.readKind(in),
                readText(in),
                readInt(in),
                in.readBoolean(),
                readLong(in),
                in.readDouble(),
                in.readDouble());
    }

    /** A bit for each, so that the bytes do not depend on the order in which a set is walked. */
    public static void writeKinds(Set<IdentifierKind> kinds, DataOutput out) throws IOException {
        int bits = 0;
        for (IdentifierKind kind : IdentifierKind.values()) {
            bits |= kinds.contains(kind) ? 1 << kind.code() : 0;
        }
        out.writeByte(bits);
    }

    public static Set<IdentifierKind> readKinds(DataInput in) throws IOException {
        int bits = in.readUnsignedByte();
        Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
        for (IdentifierKind kind : IdentifierKind.values()) {
            if ((bits & 1 << kind.code()) != 0) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static void write(EmailPair email, DataOutput out) throws IOException {
        writeText(email.refereeHash(), out);
        writeText(email.advocateHash(), out);
        writeList(email.refereeSlots(), Fields::writeLong, out);
        writeList(email.advocateSlots(), Fields::writeLong, out);
        SignalFields.writeWord(email.domain(), out);
    }

    private static EmailPair readEmail(DataInput in) throws IOException {
        return new EmailPair(
                readText(in),
                readText(in),
                readList(Fields::readLong, in),
                readList(Fields::readLong, in),
                SignalFields.readWord(EmailPair.DomainClass.values(), in));
    }

    public static void write(Component component, DataOutput out) throws IOException {
        writeText(component.id(), out);
        writeInt(component.size(), out);
        writeInt(component.referrals(), out);
        writeInt(component.internalReferrals(), out);
        out.writeDouble(component.meanOmega());
        writeInt(component.cycles(), out);
        out.writeDouble(component.fraud());
        out.writeDouble(component.clean());
    }

    public static Component readComponent(DataInput in) throws IOException {
        return new Component(
                readText(in),
                readInt(in),
                readInt(in),
                readInt(in),
                in.readDouble(),
                readInt(in),
                in.readDouble(),
                in.readDouble());
    }
}
