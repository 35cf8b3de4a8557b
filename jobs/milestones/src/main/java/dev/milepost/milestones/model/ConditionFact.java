package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.SubjectKind;
import java.util.List;

/**
 * A {@code release_when} of an effect has completed. Where a later event ends it, a refund say, it is told with its end; it is
 * removed only where it never was.
 *
 * @param stands when it stands, and stood, in the order of time; one at least
 */
public record ConditionFact(ConditionKey key, SubjectKind kind, List<Stand> stands) implements SubjectFact {

    public ConditionFact {
        stands = List.copyOf(stands);
    }

    /**
     * It stands without a break.
     *
     * @param sinceMillis since when: when it completed, or the time of the refund, or of the version of another fact, by which it
     *     came to stand
     * @param knownMillis when what completed it was received, or {@code sinceMillis} where that is later
     * @param untilMillis the time of the event that ended it; Long.MAX_VALUE: it stands
     */
    public record Stand(long sinceMillis, long knownMillis, long untilMillis) {}
}
