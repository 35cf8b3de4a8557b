package dev.milepost.fraud.model.identifier;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeLong;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A count whose parts lose weight with age. A part is taken back by its own time, so that it weighs the same both times. The
 * order of parts is that of the events: so the sum is the same, to the bit, wherever it is made.
 *
 * <p>State: 25 bytes at most.
 */
final class DecayedCount {

    /** The sum as of {@link #asOfMillis}. */
    private double sum;

    private long asOfMillis;
    private long parts;

    DecayedCount() {}

    private DecayedCount(double sum, long asOfMillis, long parts) {
        this.sum = sum;
        this.asOfMillis = asOfMillis;
        this.parts = parts;
    }

    DecayedCount copy() {
        return new DecayedCount(sum, asOfMillis, parts);
    }

    /** Adds a part, or takes it back. */
    void add(long labelledMillis, boolean takenBack) {
        long parts = this.parts + (takenBack ? -1 : 1);
        if (parts <= 0) {
            this.parts = 0;
            sum = 0;
            return;
        }
        if (this.parts == 0 || labelledMillis > asOfMillis) {
            sum = this.parts == 0 ? 0 : sum * Decay.weight(asOfMillis, labelledMillis);
            asOfMillis = labelledMillis;
        }
        sum += (takenBack ? -1 : 1) * Decay.weight(labelledMillis, asOfMillis);
        this.parts = parts;
    }

    /** The same without a part that is in it. */
    DecayedCount without(long labelledMillis) {
        DecayedCount rest = copy();
        rest.add(labelledMillis, true);
        return rest;
    }

    /** Never below 0. */
    double at(long timeMillis) {
        return parts == 0 ? 0 : Math.max(0, sum * Decay.weight(asOfMillis, timeMillis));
    }

    /** From when on it counts nothing; Long.MAX_VALUE where it counts nothing already. */
    long forgottenMillis() {
        return parts == 0 ? Long.MAX_VALUE : asOfMillis + Decay.FORGOTTEN_MILLIS;
    }

    void forget(long timeMillis) {
        if (forgottenMillis() <= timeMillis) {
            parts = 0;
            sum = 0;
        }
    }

    void write(DataOutput out) throws IOException {
        writeLong(parts, out);
        if (parts > 0) {
            writeLong(asOfMillis, out);
            out.writeDouble(sum);
        }
    }

    static DecayedCount read(DataInput in) throws IOException {
        long parts = readLong(in);
        if (parts == 0) {
            return new DecayedCount();
        }
        long asOf = readLong(in);
        return new DecayedCount(in.readDouble(), asOf, parts);
    }
}
