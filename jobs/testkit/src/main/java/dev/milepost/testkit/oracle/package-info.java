/**
 * Attribution answered once more, in batch, from the written semantics alone: plain Java over the sorted log, slow and
 * simple. It shares no code with the jobs; whatever the two disagree on is an error in one of them or in the text.
 */
package dev.milepost.testkit.oracle;
