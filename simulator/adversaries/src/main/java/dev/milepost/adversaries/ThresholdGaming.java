package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Has orders made that are worth what earns the reward, and hardly a cent more. */
final class ThresholdGaming implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.THRESHOLD_GAMING)
            .cause(Trace.TUNED_AMOUNTS, 66)
            .cause(Trace.SILENCE, 17)
            .cause(Trace.DEVICE_POOL, 17)
            .candour(1.15)
            .accounts(8, 16);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
