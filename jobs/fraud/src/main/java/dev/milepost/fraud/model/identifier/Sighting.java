package dev.milepost.fraud.model.identifier;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.identifier.IdentifierAnswer.Seen;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An account on an identifier. */
final class Sighting {

    final String account;
    final long firstMillis;
    long lastMillis;

    /** From when on it may be linked. */
    long settlesMillis;

    /** Whether the rings were told that it is linked. */
    boolean told;

    Sighting(String account, long timeMillis, long settlesMillis) {
        this(account, timeMillis, timeMillis, settlesMillis, false);
    }

    private Sighting(String account, long firstMillis, long lastMillis, long settlesMillis, boolean told) {
        this.account = account;
        this.firstMillis = firstMillis;
        this.lastMillis = lastMillis;
        this.settlesMillis = settlesMillis;
        this.told = told;
    }

    Sighting copy() {
        return new Sighting(account, firstMillis, lastMillis, settlesMillis, told);
    }

    Seen seen() {
        return new Seen(firstMillis, lastMillis);
    }

    void write(DataOutput out) throws IOException {
        writeText(account, out);
        writeLong(firstMillis, out);
        writeLong(lastMillis - firstMillis, out);
        writeLong(settlesMillis - firstMillis, out);
        out.writeBoolean(told);
    }

    static Sighting read(DataInput in) throws IOException {
        String account = readText(in);
        long first = readLong(in);
        return new Sighting(account, first, first + readLong(in), first + readLong(in), in.readBoolean());
    }
}
