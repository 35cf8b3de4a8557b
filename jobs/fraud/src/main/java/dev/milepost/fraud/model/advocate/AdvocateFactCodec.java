package dev.milepost.fraud.model.advocate;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Unreferred;
import dev.milepost.fraud.model.account.AccountNewsCodec;
import dev.milepost.fraud.model.advocate.AdvocateFact.Answered;
import dev.milepost.fraud.model.advocate.AdvocateFact.Asked;
import dev.milepost.fraud.model.advocate.AdvocateFact.Known;
import dev.milepost.fraud.model.advocate.AdvocateFact.Linked;
import dev.milepost.fraud.model.advocate.AdvocateFact.Lost;
import dev.milepost.fraud.model.signal.EvidenceCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what advocates hear of. */
public final class AdvocateFactCodec implements Codec<AdvocateFact> {

    private static final long serialVersionUID = 1L;

    private static final int NEWS = 0;
    private static final int ANSWERED = 1;
    private static final int LINKED = 2;

    private final AccountNewsCodec news = new AccountNewsCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AdvocateFact fact, DataOutput out) throws IOException {
        if (fact instanceof Answered answered) {
            out.writeByte(ANSWERED);
            begin(fact.advocateId(), answered.assessmentId(), fact.timeMillis(), out);
            EvidenceCodec.write(answered.evidence(), out);
        } else if (fact instanceof Linked linked) {
            out.writeByte(LINKED);
            begin(fact.advocateId(), linked.assessmentId(), fact.timeMillis(), out);
            EvidenceCodec.write(linked.component(), out);
        } else {
            out.writeByte(NEWS);
            news.write(
                    fact instanceof Known known
                            ? known.profile()
                            : fact instanceof Lost lost ? lost.referral() : ((Asked) fact).assessment(),
                    out);
        }
    }

    private static void begin(String advocateId, String assessmentId, long timeMillis, DataOutput out)
            throws IOException {
        writeText(advocateId, out);
        writeText(assessmentId, out);
        writeLong(timeMillis, out);
    }

    @Override
    public AdvocateFact read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        return switch (code) {
            case NEWS -> of(news.read(news.version(), in));
            case ANSWERED -> new Answered(readName(in), readText(in), readLong(in), EvidenceCodec.readIdentifier(in));
            case LINKED -> new Linked(readName(in), readText(in), readLong(in), EvidenceCodec.readComponent(in));
            default -> throw new IOException("No fact of an advocate has code " + code);
        };
    }

    private static AdvocateFact of(Object told) throws IOException {
        if (told instanceof Profile profile) {
            return new Known(profile);
        } else if (told instanceof Unreferred unreferred) {
            return new Lost(unreferred);
        } else if (told instanceof Assessment assessment) {
            return new Asked(assessment);
        }
        throw new IOException("An advocate does not hear of " + told);
    }
}
