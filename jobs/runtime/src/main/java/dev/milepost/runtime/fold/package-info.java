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
 *
 * <h2>Records that count later</h2>
 *
 * <p>A source that reads a log again, in the order of its receipt, gives records that came late a timestamp of their own: when
 * they count, which is after all that was due before they came. Folds hand the timestamp on with what they make of them. Until the
 * watermark is there, changes wait, and so do facts that decide; so decisions are those of who read the log as it was written,
 * however fast it is read again, and at any parallelism. In a live source all records have their event time: what came late is
 * behind the watermark by itself.
 *
 * <h2>When all is silent</h2>
 *
 * <p>A source that is idle holds no watermark back; so where one instance of it is silent, event time goes on by the others. A fold
 * hears every instance, and is idle only where all are: then event time stands, for each fold and each decision alike. When it goes
 * on it comes to them by ways of different length, and may jump. Were a fold idle until then, who reads it would follow the first of
 * its instances, or the rules that come beside, past what the timers of the others have yet to tell: that would be late, though no
 * record was. So behind the source nothing is idle: folds, decisions and the {@link dev.milepost.runtime.rules.RuleGate} neither
 * heed nor hand on that an input is, and event time is the least of what all of them have come to.
 *
 * <h2>Rules that come while events flow</h2>
 *
 * <p>A model, and its output, may read {@link dev.milepost.runtime.fold.Rules}: a set of versions, each valid from an event time
 * V on, broadcast to every {@link dev.milepost.runtime.fold.RuledFoldOperator}. One law binds them: <em>a version changes
 * nothing of what happens before its V</em>. What an event or a timer of time t does, and a fact that rests on it says, may
 * depend on the versions with V ≤ t alone; timers ({@link dev.milepost.runtime.fold.Model#nextTimer}) and what is forgotten may
 * follow a version too, from its V on. (How long a state keeps what a version might want must not depend on versions that may
 * still come: it is a setting.)
 *
 * <p>Then the outcome is a function of the set of events and the set of versions, in whatever order the two arrive and however
 * often, at any parallelism, across restores:
 *
 * <ul>
 *   <li>A set of versions is a union by id; of one id there is one content, or the start, or the record, is refused. So the
 *       sets of all instances end equal, and a restore joins those in state with those that it is given.
 *   <li>A base holds events and timers up to its time B. While every version that arrives has V &gt; B, the law says that the
 *       base is what it would be, had the version been known all along.
 *   <li>When a version arrives, a key that has seen an event or a timer of V or later folds its tail anew on that base, and the
 *       facts that differ from those that the former rules made are told: it is where it would be, had the version come
 *       first. A key that has not is there already, by the law. What comes later is folded by all versions.
 *   <li>A fact that a version changes has a time of V or later, and its tail downstream is not behind: the changelog's rule
 *       above covers it, as it does a late event. Two folds in a row may hear of a version at different times; the later one
 *       folds by it when it hears, and takes the earlier one's corrections as they come.
 *   <li>That V &gt; B everywhere is the {@link dev.milepost.runtime.rules.RuleGate}'s to see to: live, a version is received a
 *       minute before its V, its records hold the watermark until they are read, and B is lateness and margin behind it. A
 *       bounded run, and a start without state, knows its versions before the first event.
 * </ul>
 *
 * <p>A decision that was told is not taken back by this, no more than by a late event: it is made by a timer of its time, which
 * a version that came a minute ahead has preceded.
 */
package dev.milepost.runtime.fold;
