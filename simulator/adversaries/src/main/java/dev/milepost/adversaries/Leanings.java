package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import java.util.List;

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
 * @param oddity what of this circle is as it is of adversaries, honestly: printed codes, a shop's tablet, a fair; mostly null
 */
record Leanings(
        double silent, double noClick, double bargain, double returns, double haste, double throwaway, Trace oddity) {

    private static final double SILENT = 0.75;
    private static final double NO_CLICK = 0.15;
    private static final double BARGAIN = 0.07;
    private static final double RETURNS = 0.05;
    private static final double HASTE = 0.05;
    private static final double THROWAWAY = 0.02;

    private static final List<Trace> ODDITIES = List.of(
            Trace.SILENCE,
            Trace.NO_CLICK,
            Trace.TUNED_AMOUNTS,
            Trace.TAKES_BACK,
            Trace.HASTE,
            Trace.DEVICE_POOL,
            Trace.CARD_POOL,
            Trace.BURST,
            Trace.REGULAR_GAPS);

    /** Of a circle without an oddity. */
    static Leanings of(Dice dice) {
        double silent = dice.unit();
        return new Leanings(SILENT * silent * silent * silent, NO_CLICK, BARGAIN, RETURNS, HASTE, THROWAWAY, null);
    }

    /** Of a circle with one. */
    static Leanings odd(Dice dice) {
        Leanings usual = of(dice);
        Trace oddity = dice.pick(ODDITIES);
        return new Leanings(
                oddity == Trace.SILENCE ? 0.95 : usual.silent,
                oddity == Trace.NO_CLICK ? 0.95 : NO_CLICK,
                oddity == Trace.TUNED_AMOUNTS ? 0.9 : BARGAIN,
                oddity == Trace.TAKES_BACK ? 0.85 : RETURNS,
                oddity == Trace.HASTE ? 0.9 : HASTE,
                THROWAWAY,
                oddity);
    }

    /** The same, but for haste. */
    Leanings hasting(double share) {
        return new Leanings(silent, noClick, bargain, returns, share, throwaway, oddity);
    }

    /** The same, but for clicks. */
    Leanings enteringCodes(double share) {
        return new Leanings(silent, share, bargain, returns, haste, throwaway, oddity);
    }

    /** The same, but that no more than so many are not seen again. */
    Leanings staying(double most) {
        return new Leanings(Math.min(most, silent), noClick, bargain, returns, haste, throwaway, oddity);
    }

    boolean isOdd() {
        return oddity != null;
    }
}
