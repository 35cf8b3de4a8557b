package dev.milepost.attribution.operator;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.ingest.EventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes account events as the events they are. */
public final class AccountEventCodec implements Codec<AccountEvent> {

    private static final long serialVersionUID = 1L;

    private static final EventCodec EVENTS = new EventCodec();

    @Override
    public int version() {
        return EVENTS.version();
    }

    @Override
    public void write(AccountEvent value, DataOutput out) throws IOException {
        EVENTS.write(value.event(), out);
    }

    @Override
    public AccountEvent read(int version, DataInput in) throws IOException {
        return new AccountEvent(EVENTS.read(version, in));
    }
}
