package dev.milepost.fraud.model.identifier;

/**
 * What an identifier answers about a referral.
 *
 * @param degree accounts seen on it in the 90 d before, the referee among them; above 512 an estimate, within about 13 %
 * @param omega 1/log2(1 + degree)
 * @param referee when the referee was seen on it; null: not in the 90 d before, or of more than 512 not among those kept
 * @param advocate the same of the advocate: not null where both are on it
 * @param fraud labels of fraud of accounts that were on it, halved every 90 d; the referee's own is not among them
 * @param benign the same of labels that say the opposite
 */
public record IdentifierAnswer(
        Identifier identifier, int degree, double omega, Seen referee, Seen advocate, double fraud, double benign) {

    /** The first and last time that an account was seen on an identifier. */
    public record Seen(long firstMillis, long lastMillis) {}

    /** Whether the advocate is on it as well as the referee. */
    public boolean isShared() {
        return referee != null && advocate != null;
    }
}
