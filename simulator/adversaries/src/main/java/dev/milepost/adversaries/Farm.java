package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Makes many accounts on devices and with instruments that take turns, behind the addresses of homes. */
final class Farm implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.FARM)
            .cause(Trace.DEVICE_POOL, 50)
            .cause(Trace.CARD_POOL, 20)
            .cause(Trace.BURST, 30)
            .accounts(9, 20);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
