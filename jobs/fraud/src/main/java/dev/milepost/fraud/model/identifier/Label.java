package dev.milepost.fraud.model.identifier;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeLong;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What was found out about an account: that its referral is fraud, or that it is not.
 *
 * @param labelledMillis since when it is known, which is what it loses weight by
 */
public record Label(boolean fraud, long labelledMillis) {

    /** Whether nothing of it is left at a time. */
    public boolean isForgotten(long timeMillis) {
        return forgottenMillis() <= timeMillis;
    }

    /** From when on it counts nothing. */
    public long forgottenMillis() {
        return labelledMillis + Decay.FORGOTTEN_MILLIS;
    }

    /** Writes one, or null. */
    public static void write(Label label, DataOutput out) throws IOException {
        out.writeByte(label == null ? 0 : label.fraud() ? 1 : 2);
        if (label != null) {
            writeLong(label.labelledMillis(), out);
        }
    }

    public static Label read(DataInput in) throws IOException {
        byte code = in.readByte();
        return switch (code) {
            case 0 -> null;
            case 1, 2 -> new Label(code == 1, readLong(in));
            default -> throw new IOException("No label of an account has code " + code);
        };
    }
}
