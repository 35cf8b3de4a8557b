package dev.milepost.fraud.model.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Parts that several codecs have. */
final class SignalFields {

    private static final int UNKNOWN = -1;

    private SignalFields() {}

    /** Yes, no, or {@code null}. */
    static void writeAnswer(Boolean answer, DataOutput out) throws IOException {
        out.writeByte(answer == null ? UNKNOWN : answer ? 1 : 0);
    }

    static Boolean readAnswer(DataInput in) throws IOException {
        byte answer = in.readByte();
        return answer == UNKNOWN ? null : Boolean.valueOf(answer == 1);
    }

    /** A word by its code; {@code null} is −1. */
    static void writeWord(Coded word, DataOutput out) throws IOException {
        out.writeByte(word == null ? UNKNOWN : word.code());
    }

    static <E extends Coded> E readWord(E[] words, DataInput in) throws IOException {
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
}
