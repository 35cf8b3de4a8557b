/**
 * Patterns answered once more, in batch, from the written semantics alone: each kind by its definition over the whole sorted
 * list of events, slow and simple. Shares no code with the jobs.
 */
package dev.milepost.testkit.oracle.pattern;
