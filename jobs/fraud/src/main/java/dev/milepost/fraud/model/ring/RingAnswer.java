package dev.milepost.fraud.model.ring;

/**
 * The component of an account.
 *
 * @param ringId the smallest id of its accounts
 * @param size its accounts, 1 of one that is linked with nobody; at most 500
 * @param referrals the bound referrals of the last 90 d (to the day) of which a member is the referee
 * @param internalReferrals those of them of which a member is the advocate
 * @param meanOmega the mean of ω over all pairs of members that share an identifier, once for each that they share; 0 where there
 *     are none
 * @param cycles the different cycles of two and of three among referrals, refused ones too, with at least one account in it; where an
 *     account asks, also the other components that both refer accounts of it and are referred by such, one of the two of more than
 *     four accounts
 * @param fraud labels of fraud of its other accounts, halved every 90 d
 * @param benign the same of labels that say the opposite
 * @param isPart whether it is part of more than 500 accounts that are linked one way or another
 */
public record RingAnswer(
        String ringId,
        int size,
        int referrals,
        int internalReferrals,
        double meanOmega,
        int cycles,
        double fraud,
        double benign,
        boolean isPart) {

    /** From 0 to 1; 0 where nobody of it was referred. */
    public double internalReferralShare() {
        return referrals == 0 ? 0 : (double) internalReferrals / referrals;
    }
}
