package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.writeInt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A rate in integers: hits and cases, both halved at {@link #MOST} cases, so that the last few thousand count. Smoothed by
 * {@link #PRIOR} cases at a rate given, and kept from 0 and 1.
 */
final class DecayedRate {

    private static final int MOST = 4096;
    private static final double PRIOR = 20;
    private static final double LEAST_RATE = 0.001;
    private static final double GREATEST_RATE = 0.9;

    private final double prior;
    private int hits;
    private int cases;

    DecayedRate(double prior) {
        this.prior = prior;
    }

    void one(boolean hit) {
        open();
        hits += hit ? 1 : 0;
    }

    /** A case that may be a hit later. */
    void open() {
        cases++;
        if (cases >= MOST) {
            cases /= 2;
            hits /= 2;
        }
    }

    /** A case opened earlier is a hit. */
    void hit() {
        hits = Math.min(cases, hits + 1);
    }

    double rate() {
        double rate = (hits + PRIOR * prior) / (cases + PRIOR);
        return Math.min(GREATEST_RATE, Math.max(LEAST_RATE, rate));
    }

    DecayedRate copy() {
        DecayedRate copy = new DecayedRate(prior);
        copy.hits = hits;
        copy.cases = cases;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        writeInt(hits, out);
        writeInt(cases, out);
    }

    void readFrom(DataInput in) throws IOException {
        hits = readInt(in);
        cases = readInt(in);
    }
}
