package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;

/** What an advocate does that somebody comes: shares the code, or sends an invitation. */
final class Invitations {

    private static final double SHARES = 0.5;

    private Invitations() {}

    static void tell(Dice dice, Account advocate, Account referee) {
        long reached = referee.joined - referee.arrival.leadMillis();
        long earliest = advocate.codeMillis + 1;
        long told = Math.max(earliest, reached - dice.logarithmic(60_000, 2 * Season.DAY));
        if (referee.arrival.way() == Arrival.Way.INVITE) {
            advocate.invitations.add(new Account.Invitation(Math.min(told, referee.joined - 1), referee.emailHash));
        } else if (dice.chance(SHARES)) {
            advocate.shares.add(Math.min(told, referee.joined - 1));
        }
    }
}
