package dev.milepost.milestones.model.pattern;

/**
 * A pattern has completed.
 *
 * @param timeMillis when, in event time
 * @param byTimer by a timer of that moment, which comes after its events
 * @param causeId the id of the event that completed it; of a timer that of the event that set it
 * @param amountMinor the cause's amount in minor units, or null where it carries none
 * @param currency of the amount, or null
 */
public record Completion(long timeMillis, boolean byTimer, String causeId, Long amountMinor, String currency) {

    static Completion by(SubjectEvent event) {
        return new Completion(event.timeMillis(), false, event.id(), event.amountMinor(), event.currency());
    }

    /** By a timer that this one set. */
    Completion later(long timeMillis) {
        return new Completion(timeMillis, true, causeId, amountMinor, currency);
    }
}
