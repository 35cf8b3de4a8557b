/**
 * The one mechanism for lateness: every keyed model is a pure fold over its key's events in event-time order.
 *
 * <pre>
 *          base                     tail (sorted)                 head
 *   ───────────────────────┬──────────────────────────────────┬──────────►  event time
 *   state folded for good  │ e1  e2  e3 …   the last 24 hours  │ fold(base, tail)
 *                          └ base time
 * </pre>
 *
 * <p>{@link dev.milepost.runtime.fold.Model} decides, in plain Java; {@link dev.milepost.runtime.fold.Fold} keeps base,
 * tail and head, replays the tail where an event comes out of order, and reports which facts changed;
 * {@link dev.milepost.runtime.fold.FoldFunction} remembers them in Flink's keyed state and moves events from the tail
 * into the base by event-time timers. {@link dev.milepost.runtime.fold.FoldOperator} lets changes wait for the watermark, at
 * most to the next checkpoint, so that few come out of order where they are read so.
 *
 * <p>What passes between two folds is a {@linkplain dev.milepost.runtime.fold.Change changelog} of facts. One rule keeps it
 * exact: <em>the time of a fact is the time of the latest event that it rests on</em>. An event at time t then changes only
 * facts of time t or later, and those are still in the tail of every fold downstream, whose watermark is never ahead. So
 * a fact that a later event ends, or moves to another key, is not removed: it is put again at that event's time, in a
 * version that says so. And an identity has one writer, or a removal could overtake another's version.
 */
package dev.milepost.runtime.fold;
