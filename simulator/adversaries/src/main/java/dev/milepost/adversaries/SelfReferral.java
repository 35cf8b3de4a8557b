package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Refers accounts of their own: mostly with one of their own things, seldom with two, and by another address. */
final class SelfReferral implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.SELF_REFERRAL)
            .cause(Trace.SHARED_DEVICE, 38)
            .cause(Trace.SHARED_CARD, 27)
            .cause(Trace.LIKE_EMAIL, 35)
            .others(
                    Trace.HASTE,
                    Trace.SILENCE,
                    Trace.TUNED_AMOUNTS,
                    Trace.NO_CLICK,
                    Trace.SAME_NETWORK,
                    Trace.THROWAWAY_EMAIL,
                    Trace.TAKES_BACK)
            .accounts(2, 5);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
