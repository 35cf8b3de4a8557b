package dev.milepost.runtime.ingest;

import java.util.Arrays;
import java.util.Objects;

/**
 * A record of a topic as it was read: all that is needed to judge it again.
 *
 * @param value the bytes; null of a tombstone
 * @param receivedAtMillis when the log took it; null where the topic kept its producer's time
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; nobody changes it
public record RawValue(byte[] value, Long receivedAtMillis) {

    @Override
    public boolean equals(Object other) {
        return other instanceof RawValue that
                && Arrays.equals(value, that.value)
                && Objects.equals(receivedAtMillis, that.receivedAtMillis);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return (value == null ? "no" : value.length) + " bytes, received at " + receivedAtMillis;
    }
}
