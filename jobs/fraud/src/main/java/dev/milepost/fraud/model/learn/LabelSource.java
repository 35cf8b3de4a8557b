package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.signal.Coded;
import java.io.IOException;

/** Who says that a referral was fraud, or was not. */
public enum LabelSource implements Coded {
    /** A person who saw its case. */
    REVIEW(0, 0.9, 1),
    /** A person who was shown it by chance. */
    AUDIT(1, 0.98, 1),
    /** The bank: never takes a referral's side. */
    CHARGEBACK(2, 0.97, 2),
    /** A refund like many of the advocate's others: never takes its side either; whatever else is said takes its place. */
    REFUND(3, 0.85, 0);

    private final int code;
    private final double reliability;
    private final int rank;

    LabelSource(int code, double reliability, int rank) {
        this.code = code;
        this.reliability = reliability;
        this.rank = rank;
    }

    @Override
    public int code() {
        return code;
    }

    /** How often it is right. */
    double reliability() {
        return reliability;
    }

    /** Whether a label of this source takes the place of an earlier one: of equals the later. */
    public boolean replaces(LabelSource earlier) {
        return rank >= earlier.rank;
    }

    public static LabelSource ofCode(int code) throws IOException {
        for (LabelSource source : values()) {
            if (source.code == code) {
                return source;
            }
        }
        throw new IOException("No source of labels has code " + code);
    }
}
