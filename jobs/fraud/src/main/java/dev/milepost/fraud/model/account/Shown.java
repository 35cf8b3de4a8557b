package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.signal.SignalFields;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An identifier that somebody has shown.
 *
 * @param hash 16 hex digits
 */
public record Shown(IdentifierKind kind, String hash) {

    /** What identifiers are kept by: the only one of its name. */
    public String key() {
        return kind.name() + ":" + hash;
    }

    public void write(DataOutput out) throws IOException {
        SignalFields.writeKind(kind, out);
        Fields.writeText(hash, out);
    }

    public static Shown read(DataInput in) throws IOException {
        return new Shown(SignalFields.readKind(in), Fields.readName(in));
    }
}
