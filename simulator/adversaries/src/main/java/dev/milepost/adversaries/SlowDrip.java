package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Makes an account every other day: no count of an hour or a day ever shows it. */
final class SlowDrip implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.SLOW_DRIP)
            .cause(Trace.SILENCE, 34)
            .cause(Trace.CARD_POOL, 33)
            .cause(Trace.DEVICE_POOL, 33)
            .candour(1.1)
            .accounts(9, 17);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::inDrips);
    }
}
