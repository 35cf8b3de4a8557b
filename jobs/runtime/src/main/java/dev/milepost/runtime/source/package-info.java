/**
 * Where records come from: Kafka topics, or a folder of files sorted into one spool; and the clock that ticks live time.
 */
package dev.milepost.runtime.source;
