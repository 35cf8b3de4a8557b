package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.attribution.model.InviteFact.Addressee;
import dev.milepost.attribution.model.InviteFact.Invite;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what the fold of an e-mail hash runs over. */
public final class InviteFactCodec implements Codec<InviteFact> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 2;
    }

    /** Those before named events by their id alone. */
    @Override
    public int oldest() {
        return 2;
    }

    @Override
    public void write(InviteFact fact, DataOutput out) throws IOException {
        out.writeBoolean(fact instanceof Invite);
        if (fact instanceof Invite invite) {
            writeInvite(invite, out);
        } else {
            writeAddressee((Addressee) fact, out);
        }
    }

    @Override
    public InviteFact read(int version, DataInput in) throws IOException {
        return in.readBoolean() ? readInvite(in) : readAddressee(in);
    }

    static void writeInvite(Invite invite, DataOutput out) throws IOException {
        writeText(invite.emailHash(), out);
        writeText(invite.code(), out);
        writeText(invite.anonymousId(), out);
        writeText(invite.eventId(), out);
        writeLong(invite.timeMillis(), out);
    }

    static Invite readInvite(DataInput in) throws IOException {
        return new Invite(readText(in), readText(in), readText(in), readText(in), readLong(in));
    }

    static void writeAddressee(Addressee addressee, DataOutput out) throws IOException {
        writeText(addressee.emailHash(), out);
        writeText(addressee.referee(), out);
        writeText(addressee.signupId(), out);
        writeLong(addressee.timeMillis(), out);
    }

    static Addressee readAddressee(DataInput in) throws IOException {
        return new Addressee(readText(in), readText(in), readText(in), readLong(in));
    }
}
