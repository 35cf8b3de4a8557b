package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import java.util.ArrayList;
import java.util.List;

/** E-mail addresses that are like another. */
final class Likeness {

    private Likeness() {}

    /** The minimum hashes of an address, all but so many of them as another's. */
    static List<Long> of(Dice dice, List<Long> minhash, int others) {
        List<Long> like = new ArrayList<>(minhash);
        int first = dice.below(like.size());
        for (int i = 0; i < others; i++) {
            like.set((first + i) % like.size(), dice.next());
        }
        return like;
    }
}
