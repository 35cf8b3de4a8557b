package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.ArrayList;
import java.util.List;

/** The honest who come many at a time, and those who come as ever. */
final class Crowds {

    /** Nobody has more referees than this but an influencer. */
    private static final int MOST = 60;

    /** Advocates of whose friends one thing holds that else holds of adversaries. */
    private static final double ODD = 0.003;

    private Crowds() {}

    /** A post, and most of those who ever come by it come within two days. */
    static void influencer(World world, Dice dice) {
        Account advocate = world.advocate(dice, 0, 0.8);
        Friends followers = new Friends(
                world,
                dice,
                advocate,
                Leanings.of(dice).hasting(0.06).staying(0.2),
                Typology.INFLUENCER_SPIKE,
                world.group(Typology.INFLUENCER_SPIKE));
        Circles.timing(world, dice, advocate)
                .afterAPost(20 + dice.below(40), dice.between(20 * Season.HOUR, 40 * Season.HOUR))
                .forEach(followers::come);
    }

    /** One day of the period, the same for a number of advocates who had their codes. */
    static void viralDay(World world, Dice dice) {
        Calendar calendar = world.calendar();
        long day = dice.between(calendar.at(0.3), calendar.lastSignup() - Season.DAY);
        String group = world.group(Typology.VIRAL_DAY);
        for (int advocates = 6 + dice.below(8); advocates > 0; advocates--) {
            Account advocate = world.advocate(dice, 0, 0.25);
            Friends friends = new Friends(
                    world, dice, advocate, Leanings.of(dice).hasting(0.08).staying(0.3), Typology.VIRAL_DAY, group);
            List<Long> times = new ArrayList<>();
            for (int i = 2 + dice.below(7); i > 0; i--) {
                times.add(day + dice.between(0, 10 * Season.HOUR));
            }
            times.stream().sorted().forEach(friends::come);
        }
    }

    /**
     * An advocate like others: most refer one or two, a few refer dozens.
     *
     * @param mostReferrals no more than so many
     */
    static void ordinary(World world, Dice dice, int mostReferrals) {
        Account advocate = world.advocate(dice, 0, 0.95);
        boolean odd = dice.chance(ODD);
        Leanings leanings = odd ? Leanings.odd(dice) : Leanings.of(dice);
        Friends friends = new Friends(world, dice, advocate, leanings, Typology.ORDINARY, null);
        int referrals = Math.min(mostReferrals, odd ? 6 + dice.below(9) : heavyTailed(dice));
        Timing timing = Circles.timing(world, dice, advocate);
        List<Long> times = leanings.oddity() == Trace.REGULAR_GAPS
                ? timing.byClockwork(referrals, dice.logarithmic(Season.HOUR, 7 * Season.DAY), 0.3)
                : leanings.oddity() == Trace.BURST ? timing.inBursts(referrals) : timing.asPeopleDo(referrals);
        times.forEach(friends::come);
    }

    /** P(n or more) falls about as n^-1.4. */
    private static int heavyTailed(Dice dice) {
        return (int) Math.min(MOST, StrictMath.pow(1 - dice.unit(), -1 / 1.4));
    }
}
