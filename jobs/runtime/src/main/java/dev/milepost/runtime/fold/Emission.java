package dev.milepost.runtime.fold;

import org.apache.flink.util.OutputTag;

/**
 * Where a fold's output goes.
 *
 * @param <O> the type of the main output
 */
public interface Emission<O> {

    /** The key of the fold. */
    String key();

    void collect(O value);

    <X> void collect(OutputTag<X> side, X value);

    /** The revision of the next row of this key: greater than every one before it. */
    long nextRevision();
}
