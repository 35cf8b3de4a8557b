package dev.milepost.fraud.model.signal;

/** One signal's formula. */
interface SignalRule {

    Signal signal();

    /** What it says, or why it says nothing; the baseline is left to {@link Signals}. */
    Reading read(Evidence evidence, SegmentBaseline segment);
}
