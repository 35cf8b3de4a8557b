/**
 * Where records come from: Kafka topics, or a folder of files sorted into one spool in the order of receipt; and the clock that ticks live time.
 */
package dev.milepost.runtime.source;
