package dev.milepost.simulator.discovery;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lives one life, day by day since signup. */
final class Living {

    private static final double ACTIVITY_SIGMA = 0.6;
    private static final double LIKING_SIGMA = 0.3;

    /** Things done on the first day by who is of the usual activity. */
    private static final double PER_DAY = 6;

    private static final double PER_SESSION = 3;

    /** What is left of the first day's eagerness in the end, and how fast it goes. */
    private static final double LASTING = 0.15;

    private static final double EAGER_DAYS = 10;

    /** Chances of a day, and the powers of activity they go with. */
    private static final double SHARING = 0.006;

    private static final double SHARING_POWER = 0.8;
    private static final double LEAVING = 0.012;
    private static final double LEAVING_POWER = -0.7;

    private final Dice dice;
    private final int number;
    private final long signup;
    private final long endMillis;
    private final double activity;

    /** The weight of each habit for this one person, in the order of {@link Habit#all}. */
    private final double[] liking;

    private final Map<Habit, Integer> inTime = new EnumMap<>(Habit.class);
    private final List<Life.Deed> deeds = new ArrayList<>();
    private final List<Long> shares = new ArrayList<>();

    Living(DiscoveryPlan plan, int number) {
        this.dice = Dice.of(plan.seed(), number, Dice.Purpose.ACTOR);
        this.number = number;
        this.endMillis = plan.endMillis();
        this.signup = dice.between(plan.startMillis() + Season.HOUR, endMillis);
        this.activity = StrictMath.exp(ACTIVITY_SIGMA * normal());
        this.liking = Habit.all().stream()
                .mapToDouble(habit -> habit.weight() * StrictMath.exp(LIKING_SIGMA * normal()))
                .toArray();
    }

    Life life() {
        for (int day = 0; signup + day * Season.DAY < endMillis; day++) {
            if (day > 0 && dice.chance(LEAVING * power(LEAVING_POWER) * leaving())) {
                break;
            }
            if (dice.chance(SHARING * power(SHARING_POWER) * sharing())) {
                addShare(day);
            }
            live(day);
        }
        return new Life(number, signup, activity, List.copyOf(deeds), List.copyOf(shares));
    }

    private void addShare(int day) {
        long time = time(day);
        if (time < endMillis) {
            shares.add(time);
        }
    }

    private void live(int day) {
        double eagerness = LASTING + (1 - LASTING) * StrictMath.exp(-day / EAGER_DAYS);
        for (int session = poisson(PER_DAY / PER_SESSION * activity * eagerness); session > 0; session--) {
            long time = time(day);
            for (int deed = 1 + poisson(PER_SESSION - 1); deed > 0; deed--) {
                time = Math.min(time + dice.logarithmic(2_000, 90_000), signup + (day + 1) * Season.DAY - 1);
                act(time, day);
            }
        }
    }

    private void act(long time, int day) {
        if (time >= endMillis) {
            return;
        }
        Habit habit = habit();
        deeds.add(new Life.Deed(habit, time));
        if (day < habit.days()) {
            inTime.merge(habit, 1, Integer::sum);
        }
    }

    private Habit habit() {
        double total = 0;
        for (double each : liking) {
            total += each;
        }
        double left = dice.unit() * total;
        int index = 0;
        while (index < liking.length - 1 && left >= liking[index]) {
            left -= liking[index];
            index++;
        }
        return Habit.all().get(index);
    }

    private double sharing() {
        double factor = 1;
        for (Habit habit : Habit.all()) {
            factor *= isReached(habit) ? habit.sharing() : 1;
        }
        return factor;
    }

    private double leaving() {
        double factor = 1;
        for (Habit habit : Habit.all()) {
            factor *= isReached(habit) ? habit.leaving() : 1;
        }
        return factor;
    }

    private boolean isReached(Habit habit) {
        return habit.isPlanted() && inTime.getOrDefault(habit, 0) >= habit.count();
    }

    private double power(double exponent) {
        return StrictMath.pow(activity, exponent);
    }

    private long time(int day) {
        return signup + day * Season.DAY + 1 + dice.between(0, Season.DAY - 1);
    }

    /** Box and Muller. */
    private double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - dice.unit())) * StrictMath.cos(2 * Math.PI * dice.unit());
    }

    /** Knuth's product of uniforms, for small means. */
    private int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        double product = dice.unit();
        int count = 0;
        while (product > limit) {
            product *= dice.unit();
            count++;
        }
        return count;
    }
}
