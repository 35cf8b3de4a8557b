package dev.milepost.fraud.model.ring;

/**
 * That a ring is another from a time on.
 *
 * @param ring what it is now; null: it has ended
 * @param generationMillis the midnight of the generation that it is of
 */
public record RingChange(String ringId, long sinceMillis, long generationMillis, Kind kind, Ring ring) {

    /** What has changed since the last change that was told of it. */
    public enum Kind {
        BEGAN,
        GREW,
        SHRANK,
        /** It has as many accounts; some are others, or its figures are. */
        CHANGED,
        ENDED
    }
}
