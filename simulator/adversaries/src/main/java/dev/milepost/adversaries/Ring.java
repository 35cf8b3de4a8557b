package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A few people who refer one another in turn, and then one another's second accounts, never their own. A second account has
 * its owner's device or instrument, and each member has something of the next one's; not all of them. The first member enters
 * the last one's code, which does not exist yet: that referral is refused, and closes the circle.
 *
 * <p>Of a third of the rings nothing is shared: something else gives them away.
 */
final class Ring implements Actor {

    private static final Scheme SCHEME = new Scheme(Typology.RING)
            .cause(Trace.WEB, 60)
            .cause(Trace.HASTE, 20)
            .cause(Trace.LIKE_EMAIL, 20)
            .candour(1.9);

    private static final double OWNED = 0.92;

    @Override
    public void act(World world, Dice dice) {
        Manner manner = SCHEME.manner(world, dice);
        String group = world.group(Typology.RING);
        int members = 4 + dice.below(3);
        Set<String> taken = new LinkedHashSet<>();
        List<Account> ring = new ArrayList<>();
        List<Forger> forgers = new ArrayList<>();
        Account first = world.advocate(dice, 0, 0.4);
        for (int i = 0; i < members; i++) {
            Account member = i == 0 ? first : forgers.get(i - 1).forge(joining(dice, ring.get(i - 1)));
            if (i > 0) {
                member.makesCode(member.joined + dice.logarithmic(Season.HOUR, Season.DAY));
                tie(dice, manner, ring.get(i - 1), member, taken);
            }
            ring.add(member);
            forgers.add(new Forger(world, dice, member, manner, Typology.RING, group));
        }
        first.vainCode = ring.get(members - 1).code();
        seconds(world, dice, manner, ring, forgers, taken);
    }

    /** Everybody's second account, referred by anybody but its owner. */
    private static void seconds(
            World world, Dice dice, Manner manner, List<Account> ring, List<Forger> forgers, Set<String> taken) {
        long from = ring.get(ring.size() - 1).codeMillis + Season.HOUR;
        for (int owner = 0; owner < ring.size(); owner++) {
            int referrer = (owner + 1 + dice.below(ring.size() - 1)) % ring.size();
            Timing timing =
                    new Timing(dice, from, world.calendar().lastSignup(), ring.get(referrer).market.utcOffsetHours);
            for (long time : timing.asPeopleDo(1 + dice.below(3))) {
                tie(dice, manner, ring.get(owner), forgers.get(referrer).forge(time), taken);
            }
        }
    }

    private static void tie(Dice dice, Manner manner, Account owner, Account account, Set<String> taken) {
        if (!manner.isPlain(Trace.WEB) || !dice.chance(OWNED)) {
            return;
        }
        if (taken.add(owner.device)) {
            account.device = owner.device;
        } else if (taken.add(owner.card)) {
            account.card = owner.card;
        } else {
            account.emailHash = owner.emailHash;
            account.minhash = owner.minhash;
        }
    }

    private static long joining(Dice dice, Account referrer) {
        return referrer.codeMillis + dice.logarithmic(Season.HOUR, 3 * Season.DAY);
    }
}
