package dev.milepost.oracle.ledger;

/**
 * What of a subject stays as it is, whatever is said later of it or of what was before it: so later completions keep their
 * positions.
 *
 * @param places how many, from the first
 * @param occurrence the last that was decided of them; {@link #NONE}: none
 * @param position of the last of them, among those that stood
 */
record Settled(int places, int occurrence, int position) {

    static final int NONE = -1;

    static final Settled NOTHING = new Settled(0, NONE, 0);
}
