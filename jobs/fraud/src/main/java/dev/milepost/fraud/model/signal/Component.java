package dev.milepost.fraud.model.signal;

/**
 * The component of linked accounts that the referee is in, or, of a referee who is linked with nobody, that the advocate is in.
 *
 * @param id its smallest account; empty of the advocate's, which is not the referee's
 * @param size accounts, from 1
 * @param referrals referrals that have a referee in it
 * @param internalReferrals those whose advocate is in it too
 * @param meanOmega mean ω of its edges; 0 without edges
 * @param cycles of two or three of its accounts that bindings, refused ones too, closed, and other components that it refers
 *     and that refer it
 * @param fraud confirmed fraud among its other accounts, each decayed by its age; from 0
 * @param clean those of them that were reviewed and approved, decayed likewise
 */
public record Component(
        String id,
        int size,
        int referrals,
        int internalReferrals,
        double meanOmega,
        int cycles,
        double fraud,
        double clean) {

    public Component {
        if (size < 1
                || internalReferrals > referrals
                || internalReferrals < 0
                || cycles < 0
                || !(fraud >= 0)
                || !(clean >= 0)) {
            throw new IllegalArgumentException("size " + size + ", " + internalReferrals + " of " + referrals
                    + " referrals internal, " + cycles + " cycles, fraud " + fraud + ", clean " + clean);
        }
    }

    /** The advocate's, of a referee who is linked with nobody: labels of its accounts are not near the referee. */
    public static Component ofTheAdvocate(
            int size, int referrals, int internalReferrals, double meanOmega, int cycles) {
        return new Component("", size, referrals, internalReferrals, meanOmega, cycles, 0, 0);
    }

    /** Whether the referee is linked with others. */
    boolean isOfTheReferee() {
        return size > 1 && !id.isEmpty();
    }
}
