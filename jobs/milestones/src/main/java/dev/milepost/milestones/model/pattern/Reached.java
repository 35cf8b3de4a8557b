package dev.milepost.milestones.model.pattern;

/**
 * A completion that stands.
 *
 * @param sinceMillis the time of what made it so: its own, or later, that of the refund or the fact's version by which the
 *     history changed
 * @param version of the program, in force when it completed
 */
public record Reached(Completion completion, long sinceMillis, int version) {

    boolean isOf(Completion other) {
        return completion.timeMillis() == other.timeMillis()
                && completion.byTimer() == other.byTimer()
                && completion.causeId().equals(other.causeId());
    }
}
