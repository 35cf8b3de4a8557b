package dev.milepost.attribution.model;

import dev.milepost.programs.Evidence;
import java.util.List;

/** What attribution finds about one user. Lists are sets that are told, and revised, as a whole. */
public sealed interface AttributionFact {

    /** The outcome of one signup: the bound referral, and those refused before it. */
    record Bindings(List<Binding> rows) implements AttributionFact {}

    /**
     * A referral, bound or refused.
     *
     * @param advocate the owner of the code, or null where it is unknown
     * @param touchId event_id of the touch or invite; empty where the code was entered
     * @param touchMillis its event time; the signup's where the code was entered
     * @param refusal why it is refused, or null where it is bound
     * @param boundMillis event time of the signup
     */
    record Binding(
            String referralId,
            String referee,
            String advocate,
            String code,
            String program,
            Evidence evidence,
            String touchId,
            long touchMillis,
            Refusal refusal,
            long boundMillis) {}

    /** Why a candidate does not bind, in the order in which the reasons are tried. */
    enum Refusal {
        EXISTING_CUSTOMER,
        UNKNOWN_CODE,
        SELF,
        JUNIOR_ADVOCATE
    }

    /** The steps of the bound referral on the user's journey. */
    record Steps(List<Step> steps) implements AttributionFact {}

    /**
     * A step of a referral.
     *
     * @param name referral.bound or referral.qualified; in a {@link Course} referral.refused too, with the refused binding
     * @param causeEventId the event that completed it, at {@code timeMillis}
     */
    record Step(
            String name, String referralId, String advocate, String program, long timeMillis, String causeEventId) {}

    /**
     * Whether a step of the referral of the first signup is done. It is told, standing or not, wherever there is a candidate:
     * what was told before and is ended by a later event has to be told again.
     *
     * @param name referral.bound or referral.qualified
     * @param binding the bound referral; null where the step does not stand
     * @param timeMillis when it was done; of one that does not stand, the signup's
     * @param causeEventId the event that completed it, at that time
     * @param knownMillis the latest of the events that it rests on
     * @param receivedAtMillis of the event that completed it, or {@code knownMillis} where that is later
     */
    record Referred(
            String name,
            String referralId,
            Binding binding,
            long timeMillis,
            String causeEventId,
            long knownMillis,
            long receivedAtMillis)
            implements AttributionFact {}

    /**
     * How the referral of the first signup came to be what it is: each state of it that anybody could have seen, with the time from
     * which it was so, in order. {@link Referred} says the last alone, at the time of the last that it rests on. Of any signup the
     * advocates who were refused, as {@code referral.refused}, by their ids.
     */
    record Course(List<Referred> states) implements AttributionFact {}

    /**
     * A purchase that counts.
     *
     * @param knownMillis its time, or that of its sale where that came later
     */
    record Bought(UserFact.Purchase purchase, long knownMillis) implements AttributionFact {}

    /**
     * A refund or chargeback that counts, and how much of it does.
     *
     * @param saleMillis event time of the order's sale
     * @param countedMinor what it takes off the order, from 0 to its amount
     * @param knownMillis the latest of the events that it rests on
     */
    record Refunded(UserFact.Purchase refund, long saleMillis, long countedMinor, long knownMillis)
            implements AttributionFact {}

    /**
     * How the user came to the first conversion they ever had.
     *
     * @param conversionMillis its event time
     * @param channel of the touch that the first-touch model credits with it; null where there is none
     * @param knownMillis the latest of the events that it rests on
     */
    record Acquired(long conversionMillis, String channel, long knownMillis) implements AttributionFact {}

    /** A conversion and its credit. */
    record Credited(Conversion conversion, List<Credit> credits) implements AttributionFact {}

    /**
     * A signup, an order or a renewal.
     *
     * @param kind signup, order or renewal
     * @param orderId empty for a signup
     * @param first it is the user's first order
     * @param netMinor gross less the refunds that stand
     */
    record Conversion(
            String conversionId,
            String kind,
            String orderId,
            boolean first,
            long netMinor,
            long grossMinor,
            String currency,
            long timeMillis) {}

    /**
     * The credit of one touch.
     *
     * @param touch the touch, or null in the one credit of a conversion without touches
     * @param advocate the advocate whose code the touch carries, or empty
     * @param weights in units of 1e-9; each model's sum to 1e9 over the conversion
     * @param amountsMinor shares of the net amount, likewise
     */
    record Credit(UserFact.OwnedClick touch, String advocate, String program, ByModel weights, ByModel amountsMinor) {}

    /** A purchase that counts for nothing, and why. */
    record Refused(UserFact.Purchase purchase, String reason, String detail) implements AttributionFact {}
}
