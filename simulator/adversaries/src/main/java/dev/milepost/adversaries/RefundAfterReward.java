package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Has orders made that earn the reward, and lets them go back once it is out. */
final class RefundAfterReward implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.REFUND_AFTER_REWARD)
            .cause(Trace.TAKES_BACK, 66)
            .cause(Trace.CARD_POOL, 17)
            .cause(Trace.SILENCE, 17)
            .candour(1.2)
            .accounts(8, 16);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
