/**
 * What is made of a record before any job sees it: an event of a known stream, or a dead letter with its reason and
 * origin. Driven by the Avro contracts alone: no business words.
 */
package dev.milepost.runtime.ingest;
