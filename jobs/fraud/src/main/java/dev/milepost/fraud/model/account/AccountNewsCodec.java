package dev.milepost.fraud.model.account;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Judged;
import dev.milepost.fraud.model.account.AccountNews.Labelled;
import dev.milepost.fraud.model.account.AccountNews.Lookup;
import dev.milepost.fraud.model.account.AccountNews.MoneyBack;
import dev.milepost.fraud.model.account.AccountNews.NotLinked;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Referred;
import dev.milepost.fraud.model.account.AccountNews.Refused;
import dev.milepost.fraud.model.account.AccountNews.Sighting;
import dev.milepost.fraud.model.account.AccountNews.Unreferred;
import dev.milepost.fraud.model.identifier.Label;
import dev.milepost.fraud.model.signal.EvidenceCodec;
import dev.milepost.fraud.model.signal.SignalFields;
import dev.milepost.fraud.model.signal.SubjectCodec;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what accounts tell: 50 to 200 bytes, an assessment some hundred more. */
public final class AccountNewsCodec implements Codec<AccountNews> {

    private static final long serialVersionUID = 1L;

    private static final int SIGHTING = 0;
    private static final int LOOKUP = 1;
    private static final int PROFILE = 2;
    private static final int REFERRED = 3;
    private static final int UNREFERRED = 4;
    private static final int ASSESSMENT = 5;
    private static final int LABELLED = 6;
    private static final int JUDGED = 7;
    private static final int NOT_LINKED = 8;
    private static final int REFUSED = 9;
    private static final int MONEY_BACK = 10;

    private final SubjectCodec subjects = new SubjectCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AccountNews news, DataOutput out) throws IOException {
        if (news instanceof Sighting sighting) {
            begin(SIGHTING, news, out);
            sighting.shown().write(out);
            writeText(sighting.userId(), out);
        } else if (news instanceof Lookup lookup) {
            begin(LOOKUP, news, out);
            lookup.shown().write(out);
            writeText(lookup.assessmentId(), out);
            writeText(lookup.refereeId(), out);
            writeText(lookup.advocateId(), out);
            Label.write(lookup.own(), out);
        } else if (news instanceof Refused refused) {
            begin(REFUSED, news, out);
            writeText(refused.refereeId(), out);
            writeText(refused.advocateId(), out);
        } else if (news instanceof MoneyBack back) {
            begin(MONEY_BACK, news, out);
            writeText(back.referralId(), out);
            writeText(back.refund(), out);
            out.writeBoolean(back.kind() != null);
            if (back.kind() != null) {
                out.writeByte(AccountFactCodec.code(back.kind()));
            }
        } else if (news instanceof Labelled || news instanceof Judged || news instanceof NotLinked) {
            writeLabel(news, out);
        } else if (news instanceof Profile profile) {
            begin(PROFILE, news, out);
            writeText(profile.userId(), out);
            EvidenceCodec.writeKinds(profile.kinds(), out);
            writeText(profile.emailHash(), out);
            writeList(profile.emailSlots(), (slot, to) -> to.writeLong(slot), out);
        } else if (news instanceof Referred referred) {
            begin(REFERRED, news, out);
            writeReferral(referred.referralId(), referred.refereeId(), referred.advocateId(), out);
        } else if (news instanceof Unreferred unreferred) {
            begin(UNREFERRED, news, out);
            writeReferral(unreferred.referralId(), unreferred.refereeId(), unreferred.advocateId(), out);
        } else if (news instanceof Assessment assessment) {
            begin(ASSESSMENT, news, out);
            write(assessment, out);
        }
    }

    private static void begin(int code, AccountNews news, DataOutput out) throws IOException {
        out.writeByte(code);
        writeLong(news.timeMillis(), out);
    }

    private static void writeLabel(AccountNews news, DataOutput out) throws IOException {
        if (news instanceof Labelled labelled) {
            begin(LABELLED, news, out);
            labelled.shown().write(out);
            writeText(labelled.userId(), out);
            Label.write(labelled.label(), out);
            out.writeBoolean(labelled.takenBack());
            writeLong(labelled.sequence(), out);
        } else if (news instanceof Judged judged) {
            begin(JUDGED, news, out);
            writeText(judged.userId(), out);
            Label.write(judged.label(), out);
            writeLong(judged.sequence(), out);
        } else if (news instanceof NotLinked notLinked) {
            begin(NOT_LINKED, news, out);
            writeText(notLinked.userId(), out);
        }
    }

    private static void writeReferral(String referralId, String refereeId, String advocateId, DataOutput out)
            throws IOException {
        writeText(referralId, out);
        writeText(refereeId, out);
        writeText(advocateId, out);
    }

    private void write(Assessment assessment, DataOutput out) throws IOException {
        subjects.write(assessment.subject(), out);
        SignalFields.writeWord(assessment.trigger(), out);
        writeLong(assessment.timeMillis() - assessment.boundMillis(), out);
        writeList(assessment.shown(), Shown::write, out);
        writeText(assessment.network(), out);
        writeText(assessment.emailHash(), out);
        writeList(assessment.emailSlots(), (slot, to) -> to.writeLong(slot), out);
        writeText(assessment.emailDomain(), out);
        writeLong(assessment.clickToSignupMillis(), out);
        SignalFields.writeAnswer(assessment.orphan(), out);
        writeList(assessment.thresholds(), Fields::writeLong, out);
        writeLong(assessment.amountMinor(), out);
        out.writeBoolean(assessment.inactive());
    }

    @Override
    public AccountNews read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        long time = readLong(in);
        return switch (code) {
            case SIGHTING -> new Sighting(Shown.read(in), readName(in), time);
            case LOOKUP -> new Lookup(Shown.read(in), readText(in), readName(in), readName(in), Label.read(in), time);
            case LABELLED ->
                new Labelled(Shown.read(in), readName(in), Label.read(in), in.readBoolean(), time, readLong(in));
            case JUDGED -> new Judged(readName(in), Label.read(in), time, readLong(in));
            case NOT_LINKED -> new NotLinked(readName(in), time);
            case MONEY_BACK ->
                new MoneyBack(
                        readText(in),
                        readText(in),
                        in.readBoolean() ? AccountFactCodec.money(in.readByte()) : null,
                        time);
            case REFUSED -> new Refused(readName(in), readName(in), time);
            case PROFILE ->
                new Profile(
                        readName(in),
                        EvidenceCodec.readKinds(in),
                        readText(in),
                        readList(DataInput::readLong, in),
                        time);
            case REFERRED -> new Referred(readText(in), readName(in), readName(in), time);
            case UNREFERRED -> new Unreferred(readText(in), readName(in), readName(in), time);
            case ASSESSMENT -> readAssessment(time, in);
            default -> throw new IOException("No news of an account has code " + code);
        };
    }

    private Assessment readAssessment(long time, DataInput in) throws IOException {
        return new Assessment(
                subjects.read(subjects.version(), in),
                SignalFields.readWord(Trigger.values(), in),
                time,
                time - readLong(in),
                readList(Shown::read, in),
                readName(in),
                readText(in),
                readList(DataInput::readLong, in),
                readName(in),
                readLong(in),
                SignalFields.readAnswer(in),
                readList(Fields::readLong, in),
                readLong(in),
                in.readBoolean());
    }
}
