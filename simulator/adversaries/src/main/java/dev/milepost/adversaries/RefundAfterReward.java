package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Has orders made that earn the reward, and lets them go back once it is out. */
final class RefundAfterReward implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.REFUND_AFTER_REWARD)
            .cause(Trace.TAKES_BACK, 66)
            .cause(Trace.CARD_POOL, 17)
            .cause(Trace.SILENCE, 17)
            .others(
                    Trace.SILENCE,
                    Trace.HASTE,
                    Trace.TUNED_AMOUNTS,
                    Trace.NO_CLICK,
                    Trace.ONE_NETWORK,
                    Trace.THROWAWAY_EMAIL,
                    Trace.CARD_POOL)
            .accounts(5, 12);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
