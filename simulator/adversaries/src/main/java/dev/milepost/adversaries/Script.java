package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Lets a script sign up: by the clock, or as fast after each click as after the one before. */
final class Script implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.SCRIPTED_TIMING)
            .cause(Trace.REGULAR_GAPS, 62)
            .cause(Trace.HASTE, 38)
            .candour(1.05)
            .accounts(9, 18);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
