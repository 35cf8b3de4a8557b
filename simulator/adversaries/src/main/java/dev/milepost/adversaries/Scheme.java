package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the adversaries of one typology have in common: by what they may give themselves away, what else shows faintly, and
 * how many accounts they make. A scheme's typical cause is that of most of its adversaries, never of all.
 */
final class Scheme {

    /** What may show faintly, whatever the typology: honest people have each of these. */
    private static final List<Trace> FAINT = List.of(
            Trace.SAME_NETWORK,
            Trace.THROWAWAY_EMAIL,
            Trace.HASTE,
            Trace.ONE_NETWORK,
            Trace.DEVICE_POOL,
            Trace.CARD_POOL,
            Trace.TAKES_BACK,
            Trace.SILENCE,
            Trace.TUNED_AMOUNTS,
            Trace.NO_CLICK);

    /** How many of them do. */
    private static final int HINTS = 8;

    private final Typology typology;
    private final Map<Trace, Integer> causes = new LinkedHashMap<>();
    private int fewest = 6;
    private int most = 13;
    private double candour = 1.05;
    private double sparing = 0.12;

    Scheme(Typology typology) {
        this.typology = typology;
    }

    /** Of so many in a hundred. */
    Scheme cause(Trace trace, int share) {
        causes.put(trace, share);
        return this;
    }

    Scheme accounts(int atLeast, int atMost) {
        fewest = atLeast;
        most = atMost;
        return this;
    }

    Scheme candour(double more) {
        candour = more;
        return this;
    }

    Scheme sparing(double share) {
        sparing = share;
        return this;
    }

    int accounts(Dice dice) {
        return fewest + dice.below(most - fewest + 1);
    }

    /** The next adversary's. Causes take turns by their shares, from any of them on. */
    Manner manner(World world, Dice dice) {
        Trace cause = world.turn(typology, causes);
        List<Trace> others = new ArrayList<>(FAINT);
        others.remove(causes.keySet().iterator().next());
        return Manner.of(dice, cause, sparing, candour, HINTS, others);
    }

    /** The usual adversary: one advocate, and accounts that come in their manner or, else, as {@code otherwise} says. */
    void carryOut(World world, Dice dice, Otherwise otherwise) {
        carryOut(world, dice, world.advocate(dice, 0, 0.45), manner(world, dice), otherwise);
    }

    void carryOut(World world, Dice dice, Account advocate, Manner manner, Otherwise otherwise) {
        Calendar calendar = world.calendar();
        Forger forger = new Forger(world, dice, advocate, manner, typology, world.group(typology));
        Timing timing = new Timing(
                dice, advocate.codeMillis + 3_600_000, calendar.lastSignup(), advocate.market.utcOffsetHours);
        times(dice, timing, manner, calendar.changed(advocate.codeMillis), otherwise)
                .forEach(forger::forge);
    }

    private List<Long> times(Dice dice, Timing timing, Manner manner, double changed, Otherwise otherwise) {
        int accounts = accounts(dice);
        return switch (manner.cause()) {
            case BURST -> timing.inBursts(accounts);
            case REGULAR_GAPS ->
                timing.byClockwork(
                        accounts,
                        dice.logarithmic(25 * 60_000, 6 * 3_600_000),
                        0.05 + dice.unit() * 0.2 + 0.2 * changed);
            default -> otherwise.times(timing, accounts);
        };
    }

    /** When accounts come where the time is not what gives them away. */
    interface Otherwise {

        List<Long> times(Timing timing, int count);
    }
}
