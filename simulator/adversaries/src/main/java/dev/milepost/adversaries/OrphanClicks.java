package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Types in the code for accounts that never saw the link, or saw it on another device. */
final class OrphanClicks implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.ORPHAN_CLICKS)
            .cause(Trace.NO_CLICK, 66)
            .cause(Trace.DEVICE_POOL, 17)
            .cause(Trace.BURST, 17)
            .candour(1.25)
            .accounts(9, 17);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
