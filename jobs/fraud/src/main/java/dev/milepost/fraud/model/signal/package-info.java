/**
 * Signals: what the raw numbers of one assessment say, against the baselines of its segment.
 *
 * <p>{@link dev.milepost.fraud.model.signal.Evidence} comes in, {@link dev.milepost.fraud.model.signal.SignalVector} comes out,
 * by {@link dev.milepost.fraud.model.signal.Signals}: one class for each {@link dev.milepost.fraud.model.signal.Signal}. What a
 * deployment does not have makes its signals missing, with the reason; never 0. An
 * {@link dev.milepost.fraud.model.signal.AdvocateWindow} remembers an advocate's latest referees, a
 * {@link dev.milepost.fraud.model.signal.SegmentBaseline} what is usual in a shard of a segment. Both are the same for the same
 * events in the same order, on every machine: logarithms and exponentials are {@link java.lang.StrictMath}'s or commons-math's own.
 */
package dev.milepost.fraud.model.signal;
