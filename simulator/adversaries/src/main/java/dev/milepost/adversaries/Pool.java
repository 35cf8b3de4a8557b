package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;

/** Devices, or instruments, that several accounts have one after the other. */
final class Pool {

    private String thing;
    private int left;

    /**
     * The thing of the next account.
     *
     * @param turns how many accounts have the same one, where another begins
     */
    String next(Dice dice, int turns) {
        if (left == 0) {
            thing = dice.hash();
            left = turns;
        }
        left--;
        return thing;
    }
}
