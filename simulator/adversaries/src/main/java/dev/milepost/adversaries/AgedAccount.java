package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.List;

/** A sleeper: signed up early, seen now and then, with a friend or two who are real; and then at work. */
final class AgedAccount implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.AGED_ACCOUNTS)
            .cause(Trace.BURST, 45)
            .cause(Trace.SILENCE, 30)
            .cause(Trace.CARD_POOL, 25)
            .candour(1.3)
            .accounts(9, 17);

    @Override
    public void act(World world, Dice dice) {
        Account advocate = world.advocate(dice, 0, 0.08);
        advocate.visits = 10 + dice.below(6);
        Calendar calendar = world.calendar();
        Friends friends = new Friends(world, dice, advocate, Leanings.of(dice), Typology.ORDINARY, null);
        Timing past = new Timing(dice, advocate.codeMillis, calendar.at(0.4), advocate.market.utcOffsetHours);
        past.asPeopleDo(1).forEach(friends::come);
        Manner manner = SCHEME.manner(world, dice);
        Forger forger =
                new Forger(world, dice, advocate, manner, Typology.AGED_ACCOUNTS, world.group(Typology.AGED_ACCOUNTS));
        long awake = dice.between(calendar.at(0.55), calendar.at(0.8));
        Timing timing = new Timing(dice, awake, calendar.lastSignup(), advocate.market.utcOffsetHours);
        int accounts = SCHEME.accounts(dice);
        List<Long> times = manner.isPlain(Trace.BURST)
                ? timing.inBursts(accounts)
                : new Timing(
                                dice,
                                awake,
                                Math.min(calendar.lastSignup(), awake + 10 * Season.DAY),
                                advocate.market.utcOffsetHours)
                        .asPeopleDo(accounts);
        times.forEach(forger::forge);
    }
}
