package dev.milepost.simulator;

import org.apache.avro.specific.SpecificRecord;

/**
 * An event that happens, before anything is known of how it arrives.
 *
 * @param essential the truth counts on it: it must not be refused for being too late
 */
public record Draft(String stream, String key, SpecificRecord payload, long timeMillis, boolean essential) {}
