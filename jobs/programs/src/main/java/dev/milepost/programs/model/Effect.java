package dev.milepost.programs.model;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What one side of a referral gets. All effects of a reward are granted together or not at all.
 *
 * @param unit the name of what its amount counts, in millionths, which stands where money has its currency; null: money, in
 *     minor units of the program's currency
 * @param hold how long at least between earned and released; {@link Span#ZERO}: not at all
 * @param releaseWhen what else has to happen first, of the same subject; null: nothing
 * @param expire how long after its release it can be used; null: for ever
 * @param recur how often it is given again; null: once
 * @param reverseOn what takes it back
 * @param caps how much a beneficiary may get of it
 */
public record Effect(
        Side to,
        Kind kind,
        Amount amount,
        String unit,
        Span hold,
        Pattern releaseWhen,
        Span expire,
        Recurrence recur,
        Set<Reversal> reverseOn,
        List<Cap> caps)
        implements Serializable {

    public Effect {
        reverseOn = Set.copyOf(reverseOn);
        caps = List.copyOf(caps);
    }

    /** Whose it is. */
    public enum Side {
        ADVOCATE,
        REFEREE
    }

    /** What it is. */
    public enum Kind {
        CASH,
        CREDIT,
        DISCOUNT,
        ENTITLEMENT,
        UNITS,
        GIFT,
        MANUAL
    }

    /** What takes a reward back: the share of the order that was refunded or charged back. */
    public enum Reversal {
        REFUND,
        CHARGEBACK
    }

    /** {@code recur: {every: 1mo, times: 12}}: the first at once, the others each so long after the one before. */
    public record Recurrence(Span every, int times) implements Serializable {}

    /**
     * {@code cap: {count: 10, per: year}}, {@code {amount: 500.00, within: 30d}} or, of units, {@code {units: 16000}}: of one
     * beneficiary.
     *
     * @param count null where it caps a sum
     * @param sum minor units, or millionths of a unit; null where it caps a number
     * @param reversedGivesBack whether what was reversed may be granted again; what was voided always may
     */
    public record Cap(Long count, Long sum, Window window, boolean reversedGivesBack) implements Serializable {}
}
