package dev.milepost.simulator;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What asks do to people, planted to be found: in the experiment of the simulated ask, from when the ask goes out to whoever is in
 * an arm, as {@link Experiment} says.
 *
 * <p><b>The lift.</b> Whoever is asked buys once more within the horizon with a chance of {@code lift}, from
 * {@value #LEAST_MINOR} to {@value #MOST_MINOR} minor units of the program's currency, all equally likely; and with the same chance,
 * drawn apart, wins one friend more, who buys such an amount with a chance of one half. So an arm's mean is above control's by
 *
 * <pre>
 *   own_net_revenue        lift · {@value #MEAN_MINOR}
 *   referred_signups       lift
 *   referred_buyers        lift / 2
 *   referred_net_revenue   lift / 2 · {@value #MEAN_MINOR}
 * </pre>
 *
 * <p>each times {@code 1 - contamination}, as the held-out who see another's ask do the same.
 *
 * <p><b>Why that is what an interval must cover.</b> What is planted is drawn for each person from numbers of their own, alike in every
 * arm and for whatever they would have done unasked, and only adds to that: nothing else in the world is another for it. So the
 * expectation of what an ask adds is the same of any set of people that is chosen without looking at it. The job's units are such
 * a set: of those who reach the milestone the ones that guards let pass. Guards, the same of every arm, go by what was before
 * the milestone, and what is planted is behind it by a day of the horizon at least; in which arm
 * somebody is, their id alone says. Whom the simulator does not know to be exposed, and whom it holds for one and the job does not, are
 * thus left out of all arms alike, and difference an arm's mean as little as those who never reach it. A milestone that is decided
 * before a late event moves it is at most 20 hours ({@link Delivery}) behind its true time, which is within that day; and all that is
 * planted happens 5 days before the horizon's end, so all of it counts for whoever's horizon is over. What people bring an
 * advocate who is a unit too is another if they are asked, but their arm has nothing to do with the advocate's: it adds the
 * same to the means of all arms.
 *
 * @param lift the chance, 0 to 1
 * @param imbalance by how much the first arm's share of all units is below what the file gives it, 0.02 being two points: of a
 *     share of its people the app that shows this arm loses the event that a teammate was invited, so that they never
 *     reach the milestone and are never exposed. Whose event is lost is drawn, so lifts stay what they are; a sample ratio is not
 * @param contamination the share of the held-out who see an ask that was another's, and are moved by it
 */
public record AskEffect(double lift, double imbalance, double contamination) {

    /** Nobody is moved, and nothing is lost: any difference between arms is chance. */
    public static final AskEffect NONE = new AskEffect(0, 0, 0);

    /** The least that somebody who is moved buys for. */
    static final long LEAST_MINOR = 500;

    static final long MOST_MINOR = 2_500;
    static final long MEAN_MINOR = 1_500;

    /** Of the friends who are won. */
    static final double BUYERS = 0.5;

    static final String OWN_NET_REVENUE = "own_net_revenue";
    static final String REFERRED_SIGNUPS = "referred_signups";
    static final String REFERRED_BUYERS = "referred_buyers";
    static final String REFERRED_NET_REVENUE = "referred_net_revenue";

    private static final double MOST_IMBALANCE = 0.2;

    public AskEffect {
        requireWithin("lift", lift, 1);
        requireWithin("imbalance", imbalance, MOST_IMBALANCE);
        requireWithin("contamination", contamination, 1);
    }

    private static void requireWithin(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            String to = BigDecimal.valueOf(most).stripTrailingZeros().toPlainString();
            throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to " + to);
        }
    }

    /** By how much an arm's mean is above control's, by metric; money in minor units of the program's currency. */
    public SortedMap<String, Double> expected() {
        double moved = lift * (1 - contamination);
        return new TreeMap<>(Map.of(
                OWN_NET_REVENUE,
                moved * MEAN_MINOR,
                REFERRED_SIGNUPS,
                moved,
                REFERRED_BUYERS,
                moved * BUYERS,
                REFERRED_NET_REVENUE,
                moved * BUYERS * MEAN_MINOR));
    }

    /** What share of an arm must be lost, for it to have so much less of all units: s (1 - f) / (1 - s f) = s - imbalance. */
    double lost(double share) {
        return imbalance / (share * (1 - share + imbalance));
    }
}
