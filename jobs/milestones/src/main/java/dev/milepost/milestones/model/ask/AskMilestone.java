package dev.milepost.milestones.model.ask;

import java.math.BigDecimal;

/**
 * The pattern of an ask has completed for a user. The same program, ask and occurrence told again replaces it.
 *
 * @param occurrence which completion, from 1
 * @param timeMillis when it was reached
 * @param knownAtMillis the greatest received_at behind it
 * @param amountMinor of the event by which, in minor units of {@code currency}; null where it has none
 * @param currency ISO 4217, of the amount and of a value of money; null where the event has none
 * @param value what the pattern's number had come to; null where it has none
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
        Long amountMinor,
        String currency,
        Value value,
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
     * @param referralCode the latest that they own in the ask's program; null: none is known. No guard asks for it
     */
    public record Context(
            Long signupMillis,
            boolean optedOut,
            boolean consent,
            String segment,
            String suppressedBy,
            String referralCode) {}

    /**
     * A sum, a level or a count.
     *
     * @param field that is added up, or whose level it is; {@code count} of what is counted
     * @param number of money in minor units of the milestone's currency
     */
    public record Value(String field, BigDecimal number, boolean isMoney) {}

    AskKey key() {
        return new AskKey(program, ask, occurrence);
    }
}
