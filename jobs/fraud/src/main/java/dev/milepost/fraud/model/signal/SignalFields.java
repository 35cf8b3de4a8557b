package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Parts that several codecs have. */
public final class SignalFields {

    private static final int UNKNOWN = -1;

    private SignalFields() {}

    /** Yes, no, or {@code null}. */
    public static void writeAnswer(Boolean answer, DataOutput out) throws IOException {
        out.writeByte(answer == null ? UNKNOWN : answer ? 1 : 0);
    }

    public static Boolean readAnswer(DataInput in) throws IOException {
        byte answer = in.readByte();
        return answer == UNKNOWN ? null : Boolean.valueOf(answer == 1);
    }

    /** A word by its code; {@code null} is −1. */
    public static void writeWord(Coded word, DataOutput out) throws IOException {
        out.writeByte(word == null ? UNKNOWN : word.code());
    }

    public static <E extends Coded> E readWord(E[] words, DataInput in) throws IOException {
        byte code = in.readByte();
        if (code == UNKNOWN) {
            return null;
        }
        for (E word : words) {
            if (word.code() == code) {
                return word;
            }
        }
        throw new IOException("No word has code " + code + ": the bytes are corrupt");
    }

    public static void writeKind(IdentifierKind kind, DataOutput out) throws IOException {
        out.writeByte(kind.code());
    }

    public static IdentifierKind readKind(DataInput in) throws IOException {
        return IdentifierKind.of(in.readByte());
    }
}
