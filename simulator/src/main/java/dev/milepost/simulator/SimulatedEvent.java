package dev.milepost.simulator;

import org.apache.avro.specific.SpecificRecord;

/**
 * One event as it reaches Milepost.
 *
 * @param stream the stream's name: clickstream, signups, purchases or user_attributes
 * @param key the value of the stream's key field
 * @param payload the generated Avro record of the stream; don't change it, a duplicate is the same object
 * @param eventTimeMillis when it happened
 * @param receivedAtMillis when it arrives: at event time or later
 * @param duplicate it has come before, byte for byte
 */
public record SimulatedEvent(
        String stream,
        String key,
        SpecificRecord payload,
        long eventTimeMillis,
        long receivedAtMillis,
        boolean duplicate) {

    static final long TOO_LATE_MILLIS = Season.DAY;

    /** It arrives more than 24 h after it happened, and so is refused. */
    public boolean isTooLate() {
        return receivedAtMillis - eventTimeMillis > TOO_LATE_MILLIS;
    }

    /** It arrives a minute or more after it happened, in time to be accepted. */
    boolean isLate() {
        return !isTooLate() && receivedAtMillis - eventTimeMillis >= 60_000;
    }
}
