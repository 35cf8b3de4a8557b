package dev.milepost.milestones.model.ask;

/**
 * The pattern of an ask has completed for a user. The same program, ask and occurrence told again replaces it.
 *
 * @param occurrence which completion, from 1
 * @param timeMillis when it was reached
 * @param knownAtMillis the greatest received_at behind it
 * @param context what guards ask, as it is at that time
 */
public record AskMilestone(
        String program,
        String ask,
        String user,
        long occurrence,
        long timeMillis,
        String causeId,
        long knownAtMillis,
        Context context)
        implements AskFact {

    /**
     * The user at the milestone's time.
     *
     * @param signupMillis null: unknown
     * @param optedOut never to be asked
     * @param consent to marketing
     * @param segment null: none
     * @param suppressedBy the event of the first suppressor that holds; null: none does
     */
    public record Context(Long signupMillis, boolean optedOut, boolean consent, String segment, String suppressedBy) {}

    AskKey key() {
        return new AskKey(program, ask, occurrence);
    }
}
