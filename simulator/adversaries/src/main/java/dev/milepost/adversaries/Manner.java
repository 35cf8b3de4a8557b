package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How an adversary works: the one trace by which they give themselves away in nearly every referral, and a few that show
 * in about half of them, no stronger than they do in honest people. Each alone is common enough to mean nothing.
 */
final class Manner {

    /** How clearly a trace shows. */
    private enum Level {
        FAINT,
        PLAIN
    }

    private static final double MOST = 0.85;

    private final Trace cause;
    private final double sparing;
    private final double candour;
    private final Map<Trace, Level> levels = new EnumMap<>(Trace.class);
    private final Map<Trace, Double> owing = new EnumMap<>(Trace.class);

    private Manner(Trace cause, double sparing, double candour) {
        this.candour = candour;
        this.cause = cause;
        this.sparing = sparing;
        levels.put(cause, Level.PLAIN);
    }

    /**
     * Draws one.
     *
     * @param sparing the share of accounts that are given away by another trace, where the cause is one that accounts have
     *     each for itself
     * @param candour how clearly faint traces show, 1 being usual: more where there are few accounts to show them
     * @param faint how many of the others show, faintly
     * @param others those that may
     */
    static Manner of(Dice dice, Trace cause, double sparing, double candour, int faint, List<Trace> others) {
        Manner manner = new Manner(cause, sparing, candour);
        List<Trace> left = new ArrayList<>(others);
        left.remove(cause);
        for (int i = 0; i < faint && !left.isEmpty(); i++) {
            manner.levels.put(left.remove(dice.below(left.size())), Level.FAINT);
        }
        return manner;
    }

    Trace cause() {
        return cause;
    }

    double sparing() {
        return sparing;
    }

    boolean isPlain(Trace trace) {
        return levels.get(trace) == Level.PLAIN;
    }

    /** Whether the next account shows a trace that it does not have plainly: {@code faint} of them do where it is faint. */
    boolean hints(Dice dice, Trace trace, double faint, double never) {
        double share = levels.get(trace) == Level.FAINT ? Math.min(MOST, never + candour * (faint - never)) : never;
        return isNext(dice, trace, share);
    }

    /** Whether the next account shows it: nearly always where it is plain. */
    boolean shows(Dice dice, Trace trace, double plain, double faint, double never) {
        return isPlain(trace) ? isNext(dice, trace, plain) : hints(dice, trace, faint, never);
    }

    /** Whose turn it is: an adversary deals traces out, so that a share is met within one account from the start on. */
    private boolean isNext(Dice dice, Trace trace, double share) {
        double owed = share + owing.computeIfAbsent(trace, first -> dice.unit());
        owing.put(trace, owed >= 1 ? owed - 1 : owed);
        return owed >= 1;
    }
}
