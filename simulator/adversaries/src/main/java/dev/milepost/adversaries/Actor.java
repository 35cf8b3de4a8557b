package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Somebody with a plan: adds one group of people, and the referrals between them. */
interface Actor {

    void act(World world, Dice dice);
}
