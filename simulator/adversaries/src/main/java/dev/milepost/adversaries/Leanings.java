package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/**
 * What the friends of one honest advocate are like: people differ, and so do circles. Each is the share of friends of whom it
 * holds.
 *
 * @param silent they buy once and are not seen again
 * @param noClick they enter the code as it was told or printed, or click elsewhere
 * @param bargain they buy what is just enough
 * @param returns they send it back
 * @param haste they sign up as soon as they have clicked
 * @param throwaway their e-mail address is not meant to last
 */
record Leanings(double silent, double noClick, double bargain, double returns, double haste, double throwaway) {

    /** Of one circle in so many, one thing holds far more often than of others. */
    private static final double ODD = 0.03;

    static Leanings of(Dice dice) {
        double silent = dice.unit();
        return new Leanings(
                0.9 * silent * silent,
                odd(dice, 0.2, 0.9),
                odd(dice, 0.06, 0.6),
                odd(dice, 0.05, 0.5),
                odd(dice, 0.05, 0.5),
                odd(dice, 0.012, 0.4));
    }

    /** The same, but for haste. */
    Leanings hasting(double share) {
        return new Leanings(silent, noClick, bargain, returns, share, throwaway);
    }

    /** The same, but for clicks. */
    Leanings enteringCodes(double share) {
        return new Leanings(silent, share, bargain, returns, haste, throwaway);
    }

    private static double odd(Dice dice, double usual, double unusual) {
        return dice.chance(ODD) ? unusual : usual;
    }
}
