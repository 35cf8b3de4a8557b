package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Refers accounts of their own: mostly with one of their own things, seldom with two, and by another address. */
final class SelfReferral implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.SELF_REFERRAL)
            .cause(Trace.SHARED_DEVICE, 38)
            .cause(Trace.SHARED_CARD, 27)
            .cause(Trace.LIKE_EMAIL, 35)
            .sparing(0.6)
            .candour(2.8)
            .accounts(2, 4);

    @Override
    public void act(World world, Dice dice) {
        SCHEME.carryOut(world, dice, Timing::asPeopleDo);
    }
}
