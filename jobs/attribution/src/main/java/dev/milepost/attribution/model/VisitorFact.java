package dev.milepost.attribution.model;

/** What the fold of one anonymous_id finds. */
public sealed interface VisitorFact {

    /**
     * Which user the anonymous_id belongs to.
     *
     * @param timeMillis event time of the link
     * @param eventId the event that made it
     */
    record Identity(String userId, long timeMillis, String eventId) implements VisitorFact {}

    /**
     * Who a kept click belongs to.
     *
     * @param ownerId the user, or null while none is known
     * @param knownMillis since when the owner is known; the click's own time where there is none
     */
    record Owned(KeptClick click, String ownerId, long knownMillis) implements VisitorFact {}

    /**
     * Who a click belongs to by which an ask or a reward is decided; as of {@link Owned}.
     */
    record Named(NamedClick click, String ownerId, long knownMillis) implements VisitorFact {}

    /**
     * Who a click belongs to by which accounts of one person are told; as of {@link Owned}.
     */
    record Traced(TracedClick click, String ownerId, long knownMillis) implements VisitorFact {}

    /**
     * Clicks of one UTC day that came after as many as count.
     *
     * @param day counted from 1970
     * @param clicks how many
     * @param eventId the first of them, at {@code timeMillis}
     */
    record Excess(long day, int clicks, String eventId, long timeMillis) implements VisitorFact {}
}
