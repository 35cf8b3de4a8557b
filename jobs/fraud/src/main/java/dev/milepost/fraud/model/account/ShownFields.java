package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.signal.IdentifierKind;
import dev.milepost.fraud.model.signal.SignalFields;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The fields that several codecs of this package share. */
final class ShownFields {

    private ShownFields() {}

    static void write(Shown shown, DataOutput out) throws IOException {
        SignalFields.writeWord(shown.kind(), out);
        Fields.writeText(shown.hash(), out);
    }

    static Shown read(DataInput in) throws IOException {
        return new Shown(SignalFields.readWord(IdentifierKind.values(), in), Fields.readName(in));
    }
}
