package dev.milepost.fraud.model.signal;

/** How often values were how great; the same for the same values in any order. */
interface TailSketch {

    long count();

    /** Values at most this one, to the sketch's resolution. */
    long upTo(long value);

    /** Values below this one, to the sketch's resolution: those of its own bucket are not counted. */
    long below(long value);
}
