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

    private final Trace cause;
    private final Map<Trace, Level> levels = new EnumMap<>(Trace.class);

    private Manner(Trace cause) {
        this.cause = cause;
        levels.put(cause, Level.PLAIN);
    }

    /**
     * Draws one.
     *
     * @param faint how many of the others show, faintly
     * @param others those that may
     */
    static Manner of(Dice dice, Trace cause, int faint, List<Trace> others) {
        Manner manner = new Manner(cause);
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

    boolean isPlain(Trace trace) {
        return levels.get(trace) == Level.PLAIN;
    }

    boolean isFaint(Trace trace) {
        return levels.get(trace) == Level.FAINT;
    }

    /** Whether one referral shows it: always nearly where it is plain, by {@code faint} where it is faint. */
    boolean shows(Dice dice, Trace trace, double plain, double faint) {
        return dice.chance(isPlain(trace) ? plain : isFaint(trace) ? faint : 0);
    }
}
