package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;
import java.util.Set;

/**
 * The raw numbers of one assessment: all that signals are made of, but for the segment's baselines. What a deployment does not
 * have is absent here, and its signals are missing.
 *
 * @param timeMillis event time of the assessment
 * @param boundMillis when the referral was bound
 * @param identifiers what the referee has shown, at most 20 of a kind
 * @param advocateKinds kinds of which the advocate has shown one; all of them where that is not known
 * @param clickToSignupMillis from the winning click to the signup; below 0 where there was no click
 * @param orphan whether the signup had no click, or another device than clicked; {@code null} where that cannot be told
 * @param window the advocate's latest referees, this one among them
 * @param component where the referee is linked; {@code null} without an answer
 * @param hasThreshold whether a reward of the program has a threshold in the currency of the orders
 * @param nearThreshold whether the purchase assessed is just above one; of other triggers false
 * @param inactive whether the referee has done nothing since qualifying; of {@link Trigger#ACTIVITY} alone
 * @param firstRefund whether this is the referral's first refund within 30 days of qualifying; of {@link Trigger#REFUND} and
 *     {@link Trigger#CHARGEBACK} alone
 */
public record Evidence(
        Subject subject,
        Trigger trigger,
        long timeMillis,
        long boundMillis,
        List<IdentifierEvidence> identifiers,
        Set<IdentifierKind> advocateKinds,
        EmailPair email,
        long clickToSignupMillis,
        Boolean orphan,
        WindowSummary window,
        Component component,
        boolean hasThreshold,
        boolean nearThreshold,
        boolean inactive,
        boolean firstRefund) {

    /** Twenty of each kind. */
    static final int MOST_IDENTIFIERS = 100;

    public Evidence {
        if (identifiers.size() > MOST_IDENTIFIERS) {
            throw new IllegalArgumentException(identifiers.size() + " identifiers of one referee");
        }
        identifiers = List.copyOf(identifiers);
        advocateKinds = Set.copyOf(advocateKinds);
    }

    /** The referee's identifiers of a kind, as they came. */
    List<IdentifierEvidence> of(IdentifierKind kind) {
        return identifiers.stream().filter(each -> each.kind() == kind).toList();
    }
}
